"""Do the stored figures follow what happens, by job, by night and by command?"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from activities.models import Achievement, Activity, DailyStats, XpEntry
from activities.stats.jobs import daily_stats
from activities.tracking.services import delete_activity, edit_activity
from realtime.models import OutboxEvent
from social.accounts.services import edit_profile

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 5, 1, 6, 30, tzinfo=UTC)


def days_of(person: Any) -> dict[str, int]:
    rows = DailyStats.objects.filter(user=person).order_by("date")
    return {row.date.isoformat(): row.total_activities for row in rows}


def waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' AND task_name = 'stats.recount'")
        return int(cursor.fetchone()[0])


def test_the_table_follows_each_change(alice: Any, run: Any, work: Any) -> None:
    first, second = run(alice, started_at=DAY), run(alice, started_at=DAY)
    work()
    assert days_of(alice) == {"2026-05-01": 2}
    late = run(alice, started_at=DAY - timedelta(days=30))
    work()
    assert days_of(alice) == {"2026-04-01": 1, "2026-05-01": 2}
    edit_activity(first, alice, started_at=DAY + timedelta(days=1), distance_m=2500.0)
    work()
    assert days_of(alice) == {"2026-04-01": 1, "2026-05-01": 1, "2026-05-02": 1}
    assert float(DailyStats.objects.get(user=alice, date=date(2026, 5, 2)).total_distance_km) == 2.5
    delete_activity(late, alice)
    delete_activity(second, alice)
    work()
    assert days_of(alice) == {"2026-05-02": 1}
    edit_profile(alice, time_zone="Pacific/Honolulu")
    work()
    assert days_of(alice) == {"2026-05-01": 1}


def test_many_changes_leave_one_job(alice: Any, run: Any, work: Any) -> None:
    work()
    for _ in range(20):
        run(alice)
    assert waiting() == 1
    work()
    assert (waiting(), days_of(alice)) == (0, {"2026-05-01": 20})


def test_what_is_rolled_back_counts_nothing(alice: Any, run: Any, work: Any) -> None:
    work()
    with transaction.atomic():
        run(alice)
        transaction.set_rollback(True)
    assert waiting() == 0


def test_the_night_makes_good_what_was_lost(alice: Any, bob: Any, run: Any, work: Any) -> None:
    for person, start in ((alice, DAY), (bob, DAY + timedelta(days=9))):
        run(person, started_at=start)
    work()
    DailyStats.objects.update(total_activities=7)
    Activity.objects.update(updated_at=DAY - timedelta(days=99))
    daily_stats(date(2026, 5, 2))
    work()
    assert (days_of(alice), days_of(bob)) == ({"2026-05-01": 1}, {"2026-05-10": 7})


def test_the_night_sees_what_was_uploaded_late(alice: Any, run: Any, work: Any) -> None:
    run(alice, started_at=DAY - timedelta(days=400))
    work()
    DailyStats.objects.all().delete()
    daily_stats(datetime.now(UTC).date())
    work()
    assert len(days_of(alice)) == 1


def test_the_command_makes_everything_right_and_again_changes_nothing(alice: Any, bob: Any, run: Any) -> None:
    for person in (alice, bob):
        run(person)
    told = OutboxEvent.objects.count()
    call_command("recount", stdout=StringIO())
    state = [list(model.objects.order_by("pk").values()) for model in (DailyStats, XpEntry, Achievement)]
    assert len(state[0]) == 2
    assert all(state)
    call_command("recount", stdout=StringIO())
    assert [list(model.objects.order_by("pk").values()) for model in (DailyStats, XpEntry, Achievement)] == state
    assert OutboxEvent.objects.count() == told, "nobody is told of history"


def test_the_command_takes_names(alice: Any, bob: Any, run: Any) -> None:
    for person in (alice, bob):
        run(person)
    out = StringIO()
    call_command("recount", "alice", stdout=out)
    assert (days_of(alice), days_of(bob)) == ({"2026-05-01": 1}, {})
    assert out.getvalue() == "1 recounted.\n"
    with pytest.raises(CommandError, match="nobody-here"):
        call_command("recount", "nobody-here")


def test_the_database_holds_one_row_a_day(alice: Any) -> None:
    fields: dict[str, Any] = {"user": alice, "date": date(2026, 5, 1), "total_activities": 1}
    fields |= {"total_distance_km": 1, "total_duration_minutes": 1}
    DailyStats.objects.create(**fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        DailyStats.objects.create(**fields)
