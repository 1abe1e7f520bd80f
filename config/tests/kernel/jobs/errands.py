"""Which jobs do the tests of jobs run? They leave rows behind, so that what they did can be counted from anywhere."""

from __future__ import annotations

import time
from datetime import date

from django.db import transaction
from django.utils import timezone

from config.kernel.jobs import Dead, job, once
from config.kernel.models import DoneFor


class Slow(Exception):
    retry_after = 30


def leave(name: str, number: int) -> None:
    """Leaves a row; a second one for the same number shows up as another name."""
    row = {"name": f"{name} {time.time_ns()}", "period": date(2026, 1, 1), "person_id": number}
    DoneFor.objects.create(**row, created_at=timezone.now())


def left(name: str) -> list[int]:
    """The numbers of the rows that were left, each as often as it was left."""
    return sorted(DoneFor.objects.filter(name__startswith=f"{name} ").values_list("person_id", flat=True))


@job("test.mark")
def mark(number: int) -> None:
    leave("mark", number)


@job("test.urgent", priority=5)
def urgent(number: int) -> None:
    leave("mark", number)


@job("test.bad")
def bad(number: int) -> None:
    raise ValueError(f"a secret about {number}")


@job("test.hopeless")
def hopeless() -> None:
    raise Dead("no use")


@job("test.slow")
def slow() -> None:
    raise Slow


@job("test.gone")
def gone() -> None:
    DoneFor.objects.get(person_id=-1)


@job("test.change_mind")
def change_mind(number: int, fail: bool) -> None:
    """Enqueues, and may roll back what it did."""
    with transaction.atomic():
        mark.enqueue(number=number)
        transaction.set_rollback(fail)


@job("test.sleep")
def sleep(seconds: float, number: int) -> None:
    time.sleep(seconds)
    leave("slept", number)


@job("test.tally")
def tally(number: int) -> None:
    """Takes effect once, however often it is run."""
    with transaction.atomic():
        if once("tally", date(2026, 1, 1), number):
            leave("tallied", number)


@job("test.export", queue="exports")
def export(seconds: float) -> None:
    time.sleep(seconds)
