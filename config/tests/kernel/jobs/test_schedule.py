"""Is each scheduled run there once, whatever the number of workers, their clocks and their downtime?"""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction

from config.kernel.jobs import once, scheduled
from config.kernel.jobs.periods import due_times, ended
from config.kernel.jobs.schedule import SCHEDULES, tick
from config.kernel.models import DoneFor, ScheduledRun
from config.tests.kernel.jobs.errands import left, mark

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 13, 12, tzinfo=UTC)  # a Wednesday
DAY = timedelta(days=1)


def as_number(period: date) -> int:
    return int(period.strftime("%Y%m%d"))


@pytest.fixture
def schedules(monkeypatch):
    """Only the test's own: a day, a week and a month, and upkeep each hour."""
    from config.kernel.jobs.port import JOBS

    jobs = dict(JOBS)
    monkeypatch.setattr("config.kernel.jobs.schedule.SCHEDULES", {})
    broken = {"days": 0}

    @scheduled("test.days", cron="0 0 * * *", period="day")
    def days(period: date) -> None:
        mark.enqueue(number=as_number(period))
        if broken["days"]:
            raise ValueError

    @scheduled("test.weeks", cron="0 9 * * 0", period="week")
    def weeks(period: date) -> None:
        mark.enqueue(number=as_number(period))

    @scheduled("test.months", cron="0 0 1 * *", period="month")
    def months(period: date) -> None:
        mark.enqueue(number=as_number(period))

    yield broken
    JOBS.clear()
    JOBS.update(jobs)


@pytest.fixture
def only_days(schedules):
    from config.kernel.jobs import schedule

    for name in ("test.weeks", "test.months"):
        del schedule.SCHEDULES[name]
    return schedules


def test_a_schedule_seen_for_the_first_time_has_no_past(schedules, work):
    tick(NOON)
    work()
    assert left("mark") == []
    assert {run.name for run in ScheduledRun.objects.all()} == {"test.days", "test.weeks", "test.months"}


def test_each_runs_for_the_period_that_has_ended(schedules, work):
    tick(NOON)
    tick(datetime(2026, 5, 14, 0, 0, 1, tzinfo=UTC))
    work()
    assert left("mark") == [20260513]
    tick(datetime(2026, 5, 17, 8, 59, 59, tzinfo=UTC))
    work()
    assert left("mark") == [20260513, 20260514, 20260515, 20260516]
    tick(datetime(2026, 5, 17, 9, 0, 0, tzinfo=UTC))
    work()
    assert left("mark").count(20260510) == 1
    tick(datetime(2026, 6, 1, tzinfo=UTC))
    work()
    assert left("mark").count(20260501) == 1


def test_it_runs_once_however_often_the_clock_is_read_or_goes_back(only_days, work):
    for now in (NOON, NOON + DAY, NOON + DAY, NOON, NOON - 3 * DAY, NOON + DAY):
        tick(now)
        work()
    assert left("mark") == [20260513]


def test_two_schedulers_in_the_same_moment_enqueue_it_once(transactional_db, only_days, work):
    """S-JO-3."""
    tick(NOON)
    together = threading.Barrier(4)

    def keep() -> None:
        together.wait()
        try:
            tick(NOON + 5 * DAY)
        finally:
            connection.close()

    threads = [threading.Thread(target=keep) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    work()
    assert left("mark") == [20260513, 20260514, 20260515, 20260516, 20260517]


def test_missed_runs_are_caught_up_oldest_first_and_not_without_end(schedules, work):
    tick(NOON)
    later = NOON + timedelta(days=400)
    tick(later)
    work()
    due = ScheduledRun.objects.filter(due_at__gt=NOON).order_by("pk")
    assert [due.filter(name=f"test.{name}").count() for name in ("days", "weeks", "months")] == [31, 8, 12]
    numbers = list(DoneFor.objects.filter(name__startswith="mark ").order_by("pk").values_list("person_id", flat=True))
    days = [as_number((later - n * DAY).date()) for n in range(31, 0, -1)]
    assert numbers[:31] == days


def test_a_run_that_fails_leaves_nothing_is_tried_again_and_holds_back_the_next(only_days, work):
    tick(NOON)
    tick(NOON + 2 * DAY)
    only_days["days"] = 1
    work(faulty=True)
    assert left("mark") == []
    only_days["days"] = 0
    work(late=True)
    assert left("mark") == [20260513, 20260514]
    assert not ScheduledRun.objects.filter(done_at=None).exists()


def test_a_run_that_a_worker_is_given_twice_takes_effect_once(only_days, work):
    tick(NOON)
    tick(NOON + DAY)
    from config.kernel.jobs.schedule import SCHEDULES

    SCHEDULES["test.days"].job.enqueue(period="2026-05-13T00:00:00+00:00")
    work()
    assert left("mark") == [20260513]


def test_upkeep_is_made_good_once(schedules, work):
    done = []

    @scheduled("test.upkeep", cron="30 * * * *")
    def upkeep() -> None:
        done.append(1)

    tick(NOON)
    tick(NOON + timedelta(hours=48))
    work()
    assert done == [1]
    tick(NOON + timedelta(hours=48, minutes=29))
    tick(NOON + timedelta(hours=48, minutes=30))
    work()
    assert done == [1, 1]


def test_a_rolled_back_run_is_due_again(transactional_db, only_days, work):
    tick(NOON)
    with transaction.atomic():
        tick(NOON + DAY)
        transaction.set_rollback(True)
    tick(NOON + DAY)
    work()
    assert left("mark") == [20260513]


@pytest.mark.parametrize(
    ("period", "due", "first"),
    [
        ("day", datetime(2026, 3, 1, tzinfo=UTC), date(2026, 2, 28)),
        ("week", datetime(2026, 1, 4, 9, tzinfo=UTC), date(2025, 12, 28)),
        ("month", datetime(2026, 1, 1, tzinfo=UTC), date(2025, 12, 1)),
        ("month", datetime(2024, 3, 31, tzinfo=UTC), date(2024, 2, 1)),
    ],
)
def test_the_period_that_has_ended(period, due, first):
    assert ended(period, due) == first


def test_summer_time_moves_nothing():
    days = due_times("0 0 * * *", "day", datetime(2026, 3, 27, tzinfo=UTC), datetime(2026, 3, 31, tzinfo=UTC))
    assert [day.hour for day in days] == [0] * 4
    assert [day.day for day in days] == [28, 29, 30, 31]


def test_a_person_is_given_something_once_a_period():
    week = date(2026, 5, 4)
    assert once("letter", week, 1)
    assert not once("letter", week, 1)
    assert once("letter", week, 2)
    assert once("letter", week + 7 * DAY, 1)


def test_a_gift_that_is_rolled_back_was_none(transactional_db):
    for _ in range(2):
        with transaction.atomic():
            assert once("letter", date(2026, 5, 4), 1)
            transaction.set_rollback(True)
    with pytest.raises(transaction.TransactionManagementError):
        once("letter", date(2026, 5, 4), 1)


def test_a_wrong_schedule_is_refused_at_start():
    with pytest.raises(ImproperlyConfigured):
        scheduled("test.wrong", cron="at noon")
    assert "test.wrong" not in SCHEDULES
