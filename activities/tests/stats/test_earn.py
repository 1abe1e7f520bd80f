"""How many points does one earn, and what level do they make?"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction

from activities.engagement.services import like_activity, unlike_activity
from activities.models import XpEntry
from activities.stats.levels import begins_at, level_of, progress_of
from activities.stats.services import recount
from activities.tracking.services import delete_activity

DAY = datetime(2026, 5, 1, 6, 30, tzinfo=UTC)


def points(person: Any, reason: str) -> dict[str, int]:
    recount(person.pk)
    rows = XpEntry.objects.filter(user=person, reason=reason).order_by("day")
    return {row.day.isoformat(): row.points for row in rows}


@pytest.mark.parametrize(("xp", "level"), [(0, 1), (99, 1), (100, 2), (299, 2), (300, 3), (999, 4), (1000, 5)])
def test_a_level_begins_at_its_points(xp: int, level: int) -> None:
    assert level_of(xp) == level


def test_each_level_begins_where_the_formula_says_and_not_a_point_before() -> None:
    for level in [*range(2, 200), 10**6, 10**9]:
        assert level_of(begins_at(level)) == level
        assert level_of(begins_at(level) - 1) == level - 1
    assert progress_of(350) == (350, 3, 300, 600)


@pytest.mark.django_db
def test_an_activity_brings_points_for_itself_time_and_distance(alice: Any, run: Any) -> None:
    run(alice, started_at=DAY)  # 10 + 50 minutes · 0.2 + 10 km · 4
    run(alice, started_at=DAY + timedelta(days=9), activity_type="yoga", distance_m=5000.0)
    assert points(alice, "activity") == {"2026-05-01": 60, "2026-05-10": 20}


@pytest.mark.django_db
def test_a_day_brings_only_so_much(alice: Any, run: Any) -> None:
    for _ in range(9):
        run(alice, started_at=DAY)
    assert points(alice, "activity") == {"2026-05-01": 200}


@pytest.mark.django_db
def test_deleting_takes_points_back(alice: Any, run: Any) -> None:
    runs = [run(alice, started_at=DAY + timedelta(days=n)) for n in range(3)]
    assert points(alice, "streak") == {"2026-05-02": 5, "2026-05-03": 10}
    delete_activity(runs[1], alice)
    assert (points(alice, "streak"), points(alice, "activity")) == ({}, {"2026-05-01": 60, "2026-05-03": 60})


@pytest.mark.django_db
def test_a_streak_bonus_grows_up_to_a_bound(alice: Any, run: Any) -> None:
    for n in range(13):
        run(alice, started_at=DAY + timedelta(days=n))
    assert list(points(alice, "streak").values()) == [5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 50, 50]


@pytest.mark.django_db
def test_likes_bring_points_to_both_and_are_taken_back(alice: Any, bob: Any, run: Any) -> None:
    activity, own = run(alice), run(alice)
    with time_machine.travel(datetime(2026, 5, 3, 23, 30, tzinfo=UTC), tick=False):
        like_activity(activity, bob)
        like_activity(own, alice)
    assert points(bob, "like_given") == {"2026-05-03": 1}
    assert points(alice, "like_received") == {"2026-05-03": 2}
    assert points(alice, "like_given") == {}
    unlike_activity(activity, bob)
    assert (points(bob, "like_given"), points(alice, "like_received")) == ({}, {})


@pytest.mark.django_db
def test_likes_bring_only_so_much_a_day(alice: Any, bob: Any, run: Any) -> None:
    with time_machine.travel(DAY, tick=False):
        for _ in range(12):
            like_activity(run(alice, started_at=DAY), bob)
    assert points(bob, "like_given") == {"2026-05-01": 5}
    assert points(alice, "like_received") == {"2026-05-01": 20}


@pytest.mark.django_db
def test_a_like_has_both_recounted(alice: Any, bob: Any, run: Any, work: Any) -> None:
    activity = run(alice)
    like_activity(activity, bob)
    work()
    assert XpEntry.objects.filter(user=bob, reason="like_given").exists()
    assert XpEntry.objects.filter(user=alice, reason="like_received").exists()
    unlike_activity(activity, bob)
    work()
    assert not XpEntry.objects.filter(reason__startswith="like").exists()


@pytest.mark.django_db
def test_the_database_holds_one_entry_a_reason_and_day(alice: Any) -> None:
    XpEntry.objects.create(user=alice, reason="activity", day=date(2026, 5, 1), points=5)
    for faulty in ({"points": 6}, {"points": 0, "day": date(2026, 5, 2)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            XpEntry.objects.create(**{"user": alice, "reason": "activity", "day": date(2026, 5, 1)} | faulty)
