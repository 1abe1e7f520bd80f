"""Does the REST API answer each person as the table says, in the same words whether a thing is hidden or missing?"""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.urls import resolve

from config.tests.api.routes import BEFORE, ROUTES, plain
from config.tests.security.asking import ask, faults_of
from config.tests.security.rest import TABLE
from config.tests.security.rows import Row, rows_of
from config.tests.security.world import SECRET, STRANGERS, World

pytestmark = pytest.mark.django_db
ROWS = list(rows_of(TABLE))
# They work on connections of their own, which do not see what is not committed
ELSEWHERE = {("get", "realtime/poll"), ("post", "realtime/poll"), ("get", "realtime/poll/missed")}
ELSEWHERE |= {("get", "activities/export/csv")}


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_person_is_answered_as_the_table_says(world: World, row: Row) -> None:
    """S-AZ-2 and S-AZ-3: and a refusal leaves no trace, and "hidden" is "missing", byte for byte."""
    faults = faults_of(world, row, "401")
    assert not faults, "\n".join(faults)


def test_every_address_and_verb_is_in_the_table(world: World) -> None:
    """S-AZ-3: a route that nobody has thought about fails the run."""
    told = {
        (row.verb.lower(), plain("/" + resolve(f"{BEFORE}{world.filled(row.path).partition('?')[0]}").route))
        for row in ROWS
    }
    routes = {(verb, path) for path, verbs in ROUTES.items() for verb in verbs}
    left = {(verb, path) for verb, path in routes - told if (verb, path.removeprefix(BEFORE)) not in ELSEWHERE}
    assert not left, f"Say in config/tests/security/rest.py who gets which answer from: {sorted(left)}"


READS = [row for row in ROWS if row.verb == "GET" and len(set(row.answers.values())) > 1]


@pytest.mark.parametrize("row", READS, ids=str)
def test_all_strangers_are_strangers(world: World, row: Row) -> None:
    """With a request pending either way, rejected, once a friend, muted: no more than who has never met the owner."""
    for name in STRANGERS:
        cache.clear()
        answer = ask(world, name, row, {})
        assert str(answer.status_code) == row.answers["stranger"], name
        assert SECRET.encode() not in answer.whole, name
