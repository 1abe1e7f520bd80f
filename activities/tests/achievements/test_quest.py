"""Which three quests has a day, how far is one, and is each rewarded once?"""

from __future__ import annotations

import os
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from activities.achievements import measures
from activities.achievements.quests import QUESTS, quests_of
from activities.achievements.selectors import quests_today
from activities.engagement.services import like_activity
from activities.models import XpEntry
from activities.stats.services import recount
from activities.tracking.services import delete_activity
from social.models import User

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
ADDRESS = "/api/v1/quests"


@pytest.fixture(autouse=True)
def now() -> Any:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def everything(person: Any, run: Any, when: datetime = NOW) -> list[Any]:
    """Whatever the three are, but likes and comments: this does them."""
    fields = {"duration_s": 4000, "distance_m": 12_000.0, "elevation_m": 300.0}
    early, late = when.replace(hour=6), when.replace(hour=18, minute=1)
    return [run(person, started_at=at, activity_type=kind, **fields) for at, kind in ((early, "run"), (late, "yoga"))]


def rewards(person: Any) -> dict[tuple[str, date], int]:
    rows = XpEntry.objects.filter(user=person, reason__startswith="quest:")
    return {(row.reason.removeprefix("quest:"), row.day): row.points for row in rows}


def expected(person: Any, day: date) -> dict[tuple[str, date], int]:
    chosen = [quest for quest in quests_of(person, day) if quest.key not in ("cheer", "word")]
    return {(quest.key, day): quest.points for quest in chosen}


def test_each_quest_is_written_in_the_vocabulary_and_named_once() -> None:
    assert {quest.measure for quest in QUESTS} <= set(measures.DAY)
    assert len({quest.key for quest in QUESTS}) == len(QUESTS)
    assert all(quest.goal > 0 and quest.points > 0 for quest in QUESTS)


def test_a_day_has_the_same_three_for_a_person_and_others_for_others() -> None:
    day, people = date(2026, 11, 21), [User(pk=n) for n in range(1, 61)]
    chosen = {person.pk: [quest.key for quest in quests_of(person, day)] for person in people}
    assert all(len(set(keys)) == 3 for keys in chosen.values())
    assert chosen == {person.pk: [quest.key for quest in quests_of(person, day)] for person in people}
    assert len({tuple(sorted(keys)) for keys in chosen.values()}) > 20
    often = Counter(quest.key for days in range(60) for quest in quests_of(User(pk=1), day + timedelta(days=days)))
    assert set(often) == {quest.key for quest in QUESTS}


def test_quests_of_a_feature_that_is_off_are_not_given(alice: Any, monkeypatch: Any) -> None:
    from django.core.cache import cache

    for name in ("LIKES", "COMMENTS"):
        monkeypatch.setitem(os.environ, f"FEATURE_{name}", "disabled")
    cache.clear()
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(60)]
    assert not {quest.key for day in days for quest in quests_of(alice, day)} & {"cheer", "word"}


def test_todays_are_told_with_progress(alice: Any, run: Any, api: Any) -> None:
    before = api(alice).get(ADDRESS).json()
    assert (len(before["results"]), before["next"], before["previous"]) == (3, None, None)
    assert {(row["date"], row["progress"], row["completed"]) for row in before["results"]} == {("2026-11-21", 0, False)}
    everything(alice, run)
    for row in api(alice).get(ADDRESS).json()["results"]:
        social = row["key"] in ("cheer", "word")
        assert (row["progress"], row["completed"]) == ((0, False) if social else (row["goal"], True))


def test_today_is_the_persons_own(alice: Any, bob: Any, api: Any) -> None:
    for person, zone in ((alice, "Pacific/Kiritimati"), (bob, "Pacific/Pago_Pago")):
        type(person).objects.filter(pk=person.pk).update(time_zone=zone)
    told = {api(person).get(ADDRESS).json()["results"][0]["date"] for person in (alice, bob)}
    assert told == {"2026-11-22", "2026-11-21"}


def test_each_is_rewarded_once_and_taken_back_when_undone(alice: Any, run: Any, now: Any) -> None:
    today, done = NOW.date(), everything(alice, run)
    for _ in range(3):
        recount(alice.pk)
        assert rewards(alice) == expected(alice, today)
    now.move_to(NOW + timedelta(days=1))
    recount(alice.pk)
    assert rewards(alice) == expected(alice, today)
    for activity in done:
        delete_activity(activity, alice)
    recount(alice.pk)
    assert rewards(alice) == {}


def test_a_day_that_is_long_over_keeps_its_rewards_and_gets_no_new_ones(alice: Any, run: Any, now: Any) -> None:
    done = everything(alice, run)
    recount(alice.pk)
    held = rewards(alice)
    now.move_to(NOW + timedelta(days=2))
    for activity in done:
        delete_activity(activity, alice)
    everything(alice, run, NOW - timedelta(days=5))
    recount(alice.pk)
    assert rewards(alice) == held == expected(alice, NOW.date())


def test_likes_count_on_the_day_they_are_given(alice: Any, bob: Any, run: Any) -> None:
    for days in range(4):
        like_activity(run(alice, started_at=NOW - timedelta(days=days)), bob)
    like_activity(run(bob), bob)
    assert measures.day_of(bob, NOW.date())["likes_given"] == 4
    assert measures.day_of(bob, NOW.date() - timedelta(days=1))["likes_given"] == 0


def test_they_cost_the_same_however_much_there_is(
    alice: Any, run: Any, api: Any, django_assert_num_queries: Any
) -> None:
    client = api(alice)
    client.get(ADDRESS)
    for _ in range(10):
        run(alice, started_at=NOW)
    with django_assert_num_queries(2):  # who asks, and what is done
        client.get(ADDRESS)
    assert len(quests_today(alice)) == 3
