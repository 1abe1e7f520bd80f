"""What do stats answer, to whom, and what may not be asked?"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from activities.stats.services import recount
from activities.tracking.services import delete_activity
from social.models import Block

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/stats"
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
NOTHING = {"activities": 0, "distance_km": 0, "duration_minutes": 0, "elevation_m": 0}
ONE = {"activities": 1, "distance_km": 10, "duration_minutes": 50, "elevation_m": 0}


@pytest.fixture(autouse=True)
def now() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def test_ones_own_figures(alice: Any, run: Any, api: Any) -> None:
    run(alice, started_at=NOW - timedelta(days=2), visibility=2)
    run(alice, started_at=NOW - timedelta(days=8), activity_type="ride", distance_m=40_500.5, elevation_m=321.04)
    delete_activity(run(alice, started_at=NOW), alice)
    recount(alice.pk)
    answer = api(alice).get(ADDRESS)
    assert answer.status_code == 200
    told = answer.json()
    assert (told["user_id"], told["time_zone"]) == (alice.pk, "UTC")
    assert told["totals"] == {"activities": 2, "distance_km": 50.501, "duration_minutes": 100, "elevation_m": 321}
    assert [row["activity_type"] for row in told["by_type"]] == ["ride", "run"]
    assert told["streak"] == {"current": 0, "longest": 1}
    assert (len(told["by_week"]), len(told["by_month"])) == (12, 12)
    assert told["by_week"][-1] == {"start": "2026-11-16", **ONE}
    assert told["by_week"][-3] == {"start": "2026-11-02", **NOTHING}
    assert told["by_month"][-1]["start"] == "2026-11-01"
    assert told["by_month"][-1]["activities"] == 2
    assert [row["date"] for row in told["days"]] == ["2026-11-13", "2026-11-19"]
    # 10 + 50 minutes · 0.2 + 10 km · 4, and 10 + 10 + 40 km · 1
    assert told["progress"] == {"xp": 120, "level": 2, "level_xp": 100, "next_level_xp": 300}


def test_somebody_who_has_done_nothing_has_zeros(alice: Any, api: Any) -> None:
    told = api(alice).get(f"{ADDRESS}?weeks=1&months=1").json()
    assert (told["totals"], told["by_type"], told["days"]) == (NOTHING, [], [])
    assert told["by_week"] == [{"start": "2026-11-16", **NOTHING}]
    assert told["progress"] == {"xp": 0, "level": 1, "level_xp": 0, "next_level_xp": 100}


def test_of_others_only_what_one_may_see_counts(alice: Any, bob: Any, charlie: Any, run: Any, api: Any) -> None:
    for visibility in (0, 1, 2):
        run(alice, visibility=visibility, started_at=NOW - timedelta(days=visibility))
    seen = {}
    for viewer in (alice, bob, charlie):
        told = api(viewer).get(f"{ADDRESS}?user={alice.pk}").json()
        parts = ("by_week", "by_month", "days", "by_type")
        sums = {sum(row["activities"] for row in told[part]) for part in parts} | {told["totals"]["activities"]}
        assert told["streak"]["longest"] == told["totals"]["activities"]
        seen[viewer.username] = sums
    assert seen == {"alice": {3}, "bob": {2}, "charlie": {1}}


def test_a_private_account_shows_strangers_nothing(alice: Any, bob: Any, charlie: Any, run: Any, api: Any) -> None:
    type(alice).objects.filter(pk=alice.pk).update(is_private=True)
    run(alice, visibility=0, started_at=NOW - timedelta(days=5))
    recount(alice.pk)
    told = api(charlie).get(f"{ADDRESS}?user={alice.pk}").json()
    assert (told["totals"], told["progress"], told["time_zone"]) == (NOTHING, None, None)
    told = api(bob).get(f"{ADDRESS}?user={alice.pk}").json()
    assert (told["totals"], told["progress"], told["time_zone"]) == (ONE, None, None)


def test_who_may_not_be_known_is_404(alice: Any, bob: Any, charlie: Any, api: Any) -> None:
    Block.objects.create(blocker=charlie, blocked=alice)
    type(bob).objects.filter(pk=bob.pk).update(is_active=False)
    for pk in (charlie.pk, bob.pk, 999_999_999):
        assert api(alice).get(f"{ADDRESS}?user={pk}").status_code == 404


def test_without_a_credential_it_is_401(alice: Any, api: Any) -> None:
    assert api().get(ADDRESS).status_code == 401
    assert api().get(f"{ADDRESS}?user={alice.pk}").status_code == 401


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("user=0", "user"),
        ("user=-1", "user"),
        ("user=9223372036854775808", "user"),
        ("user=alice", "user"),
        ("user=1%00", "user"),
        ("user=", "user"),
        ("weeks=0", "weeks"),
        ("weeks=107", "weeks"),
        ("weeks=1e3", "weeks"),
        ("weeks=" + "9" * 5000, "weeks"),
        ("months=61", "months"),
        ("months=None", "months"),
        ("from=yesterday", "from"),
        ("from=2026-02-30", "from"),
        ("from=0001-01-01", "from"),
        ("from=9999-12-31", "from"),
        ("from=2026-11-22", "from"),
        ("from=2020-01-01", "from"),
        ("from=2026-11-02&to=2026-11-01", "from"),
        ("from=2020-01-01&to=2026-11-01", "from"),
        ("to=2026-11-01", "from"),
        ("to=9999-12-31&from=9999-12-01", "from"),
        ("from=2026-11-01&weeks=3", "from"),
        ("from=2026-11-01%27%29%3B--", "from"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(query: str, field: str, alice: Any, api: Any) -> None:
    answer = api(alice).get(f"{ADDRESS}?{query}")
    assert answer.status_code == 400, answer.content
    assert field in answer.json()["errors"]


def test_days_choose_whole_weeks_and_months(alice: Any, run: Any, api: Any) -> None:
    run(alice, started_at=datetime(2026, 9, 29, 9, tzinfo=UTC))
    told = api(alice).get(f"{ADDRESS}?from=2026-10-01&to=2026-10-12").json()
    assert [row["start"] for row in told["by_week"]] == ["2026-09-28", "2026-10-05", "2026-10-12"]
    assert told["by_week"][0] == {"start": "2026-09-28", **ONE}
    assert told["by_month"] == [{"start": "2026-10-01", **NOTHING}]
    assert told["totals"] == ONE


def test_the_widest_spans_are_answered(alice: Any, api: Any) -> None:
    told = api(alice).get(f"{ADDRESS}?weeks=106&months=60").json()
    assert (len(told["by_week"]), told["by_month"][0]["start"]) == (106, "2021-12-01")
    assert api(alice).get(f"{ADDRESS}?from=1970-01-01&to=1971-12-31").status_code == 200
    assert api(alice).get(f"{ADDRESS}?from=2099-01-01&to=2100-01-01").status_code == 200


def test_weeks_begin_on_monday_at_the_turn_of_the_year(alice: Any, run: Any, api: Any) -> None:
    run(alice, started_at=datetime(2026, 1, 4, 23, 59, tzinfo=UTC))
    run(alice, started_at=datetime(2026, 1, 5, 0, 0, tzinfo=UTC))
    told = api(alice).get(f"{ADDRESS}?from=2025-12-31&to=2026-01-05").json()
    assert [(row["start"], row["activities"]) for row in told["by_week"]] == [("2025-12-29", 1), ("2026-01-05", 1)]
    assert date(2025, 12, 29).weekday() == 0


def test_it_costs_the_same_however_much_there_is(
    alice: Any, bob: Any, run: Any, api: Any, django_assert_num_queries: Any
) -> None:
    for days in range(30):
        run(alice, started_at=NOW - timedelta(days=days))
    own, other = api(alice), api(bob)
    own.get(ADDRESS)
    with django_assert_num_queries(8):  # who asks, whose, totals, streak, weeks, months, days, points
        assert own.get(ADDRESS).json()["streak"]["current"] == 30
    other.get(ADDRESS)
    with django_assert_num_queries(7):  # the same without points
        assert other.get(f"{ADDRESS}?user={alice.pk}").json()["streak"]["current"] == 30
