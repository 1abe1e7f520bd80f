"""What is done by the clock? Each schedule once a period, whatever the number of workers, and later if none was up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, TypeVar

from croniter import croniter
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from config.kernel.jobs.periods import Period, due_times, ended
from config.kernel.jobs.port import Job, put, register
from config.kernel.jobs.records import ScheduledRun
from config.kernel.jobs.retrying import RETRIES

SCHEDULES: dict[str, Schedule] = {}
F = TypeVar("F", bound=Callable[..., None])

GIVE = """
    INSERT INTO done_for (name, period, person_id, created_at) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING"""


@dataclass(frozen=True)
class Schedule:
    """When something is due, and the job that does it."""

    name: str
    cron: str
    period: Period | None
    job: Job[Any]

    def plan(self, last: datetime | None, now: datetime) -> None:
        """Enqueue each run that is due and not begun; the row and the job together, and no second of either."""
        for due in due_times(self.cron, self.period, last, now):
            with transaction.atomic():
                run, is_new = ScheduledRun.objects.get_or_create(
                    name=self.name,
                    period=_begin(self.period, due),
                    defaults={"due_at": due, "done_at": None if last else now},
                )
                if is_new and last:
                    put([self.job.call({"period": run.period.isoformat()}, lock=self.job.name)])


def scheduled(name: str, *, cron: str, period: Period | None = None, queue: str = "inbox") -> Callable[[F], F]:
    """Run a function by the clock, in UTC, as a job that is tried again when it fails.

    With `period` it takes the first day of the period that has just ended (of a week: of the seven days before the
    day it runs), and runs in one transaction together with the note that it is done: its rows and jobs are there
    once. Missed periods are caught up, oldest first: 31 days, 8 weeks or 12 months, none from before it was first
    seen. Without `period` it is upkeep: it takes nothing, a missed run is made good once, and it may run twice.
    """
    if not croniter.is_valid(cron):
        raise ImproperlyConfigured(f"{name}: {cron} is no cron expression.")

    def keep(function: F) -> F:
        runner = _once_a_period(name, function) if period else _upkeep(name, function)
        runner.__module__, runner.__qualname__ = function.__module__, function.__qualname__
        runs = register(Job(runner, f"schedule.{name}", queue, priority=0, retries=RETRIES))
        SCHEDULES[name] = Schedule(name, cron, period, runs)
        return function

    return keep


def tick(now: datetime | None = None) -> None:
    """Enqueue everything that is due. Harmless to call at any time, by any number of processes."""
    last = dict(ScheduledRun.objects.values_list("name").annotate(Max("due_at")))
    for schedule in list(SCHEDULES.values()):
        schedule.plan(last.get(schedule.name), now or timezone.now())


def once(name: str, period: date, person_id: int) -> bool:
    """Whether `name` is to be done for this person and period now: True for the first who asks, for ever after False.

    Part of the surrounding transaction, which has to hold the effect too: rolled back, the next one may ask.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(f"ask once({name!r}, …) inside the transaction of the effect")
    with connection.cursor() as cursor:
        cursor.execute(GIVE, [name, period, person_id, timezone.now()])
        return bool(cursor.rowcount)


def _begin(period: Period | None, due: datetime) -> datetime:
    return due if period is None else datetime.combine(ended(period, due), time(), UTC)


def _once_a_period(name: str, function: Callable[[date], None]) -> Callable[[str], None]:
    def run(period: str) -> None:
        begin = datetime.fromisoformat(period)
        with transaction.atomic():
            row = ScheduledRun.objects.select_for_update().filter(name=name, period=begin, done_at=None).first()
            if row is not None:
                function(begin.date())
                row.done_at = timezone.now()
                row.save(update_fields=["done_at"])

    return run


def _upkeep(name: str, function: Callable[[], None]) -> Callable[[str], None]:
    def run(period: str) -> None:
        function()
        ScheduledRun.objects.filter(name=name, period=datetime.fromisoformat(period)).update(done_at=timezone.now())

    return run
