"""Are the figures what a count by hand gives, over time zones and the nights on which clocks change?"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from activities.models import Activity, DailyStats
from activities.stats.selectors import Figures, Span
from activities.stats.services import recount
from activities.tests.stats.reckoning import Reckoning, live_on
from social.accounts.services import edit_profile

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu"]
SPAN = Span(date(2026, 2, 11), date(2026, 11, 20))


def counted(figures: Figures) -> dict[str, Any]:
    totals, by_type = figures.totals()
    return {
        "totals": totals,
        "by_type": {row.pop("activity_type"): row for row in by_type},
        "streak": figures.streak(),
        "weeks": figures.weeks(SPAN),
        "months": figures.months(SPAN),
        "days": figures.days(),
    }


def by_hand(reckoning: Reckoning) -> dict[str, Any]:
    return {
        "totals": reckoning.totals(),
        "by_type": reckoning.by_type(),
        "streak": reckoning.streak(),
        "weeks": reckoning.weeks(*SPAN),
        "months": reckoning.months(*SPAN),
        "days": reckoning.last_year(),
    }


def kept(person: Any) -> dict[date, tuple[int, float, float]]:
    rows = DailyStats.objects.filter(user=person)
    return {
        row.date: (row.total_activities, float(row.total_distance_km), float(row.total_duration_minutes))
        for row in rows
    }


@pytest.mark.parametrize("seed", [1, 2])
def test_the_figures_are_a_count_by_hand_after_any_life(seed: int, alice: Any, bob: Any, charlie: Any) -> None:
    """250 things a seed, by three people of changing zones; what a friend and a stranger are shown is counted too."""
    chance, people = Random(seed), [alice, bob, charlie]
    lives: dict[int, list[Any]] = {person.pk: [] for person in people}
    with time_machine.travel(NOW, tick=False):
        for step in range(250):
            person = chance.choice(people)
            if step % 50 == 0:
                edit_profile(person, time_zone=chance.choice(ZONES))
            live_on(person, chance, lives[person.pk])
            if step % 25 == 24:
                recount(person.pk)
        for person in people:
            recount(person.pk)
            rows = list(Activity.objects.filter(user=person, deleted_at=None))
            assert len(rows) > 15
            today = NOW.astimezone(ZoneInfo(person.time_zone)).date()
            whole = Reckoning(rows, person.time_zone, today)
            assert counted(Figures(person, person)) == by_hand(whole)
            assert kept(person) == whole.table()
        today = NOW.astimezone(ZoneInfo(alice.time_zone)).date()
        for viewer, level in ((bob, 1), (charlie, 0)):
            rows = list(Activity.objects.filter(user=alice, deleted_at=None, visibility__lte=level))
            shown = by_hand(Reckoning(rows, alice.time_zone, today))
            assert counted(Figures(alice, viewer)) == shown


@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [
        # the clock goes back, from 3:00 to 2:00, so the day has 25 hours
        ("Europe/Berlin", datetime(2026, 10, 25, 22, 59, tzinfo=UTC), datetime(2026, 10, 25, 23, 0, tzinfo=UTC)),
        # forward, and the day has 23
        ("Europe/Berlin", datetime(2026, 3, 29, 21, 59, tzinfo=UTC), datetime(2026, 3, 29, 22, 0, tzinfo=UTC)),
        # half an hour only
        ("Australia/Lord_Howe", datetime(2026, 4, 4, 12, 59, tzinfo=UTC), datetime(2026, 4, 4, 13, 0, tzinfo=UTC)),
        # midnight itself is left out
        ("Asia/Beirut", datetime(2026, 3, 28, 21, 59, tzinfo=UTC), datetime(2026, 3, 28, 22, 0, tzinfo=UTC)),
    ],
)
def test_a_day_ends_at_midnight_where_the_person_lives(
    zone: str, before: datetime, after: datetime, person: Any, run: Any
) -> None:
    erin = person("erin", time_zone=zone)
    for start in (before, after):
        run(erin, started_at=start)
    recount(erin.pk)
    days = [before.astimezone(ZoneInfo(zone)).date(), after.astimezone(ZoneInfo(zone)).date()]
    assert days[1] - days[0] == timedelta(days=1)
    assert list(DailyStats.objects.filter(user=erin).order_by("date").values_list("date", flat=True)) == days


@pytest.mark.parametrize(
    ("days_ago", "current", "longest"),
    [([0], 1, 1), ([1], 1, 1), ([2], 0, 1), ([0, 1, 2], 3, 3), ([1, 2, 4, 5, 6], 2, 3), ([0, 0, 1], 2, 2), ([], 0, 0)],
)
def test_a_streak_lives_while_today_or_yesterday_has_an_activity(
    days_ago: list[int], current: int, longest: int, alice: Any, run: Any
) -> None:
    with time_machine.travel(NOW, tick=False):
        for days in days_ago:
            run(alice, started_at=NOW - timedelta(days=days))
        assert Figures(alice, alice).streak() == {"current": current, "longest": longest}


def test_a_start_after_today_makes_no_streak(alice: Any, run: Any) -> None:
    with time_machine.travel(NOW, tick=False):
        run(alice, started_at=NOW + timedelta(days=1))
        assert Figures(alice, alice).streak() == {"current": 0, "longest": 0}


def test_the_same_rows_fall_on_other_days_after_moving(alice: Any, run: Any) -> None:
    run(alice, started_at=datetime(2026, 5, 1, 23, 30, tzinfo=UTC), distance_m=1234.4)
    recount(alice.pk)
    edit_profile(alice, time_zone="Asia/Tokyo")
    recount(alice.pk)
    row = DailyStats.objects.get(user=alice)
    assert (row.date, row.total_distance_km, row.total_duration_minutes) == (date(2026, 5, 2), Decimal("1.234"), 50)


def test_a_zone_that_the_database_does_not_know_counts_as_utc(person: Any, run: Any) -> None:
    erin = person("erin", time_zone="localtime")
    run(erin, started_at=datetime(2026, 5, 1, 23, 30, tzinfo=UTC))
    recount(erin.pk)
    assert DailyStats.objects.get(user=erin).date == date(2026, 5, 1)
    assert Figures(erin, erin).totals()[0]["activities"] == 1
