"""When are figures counted anew? Soon after a change, and each night for whoever was about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Q

from activities.stats.services import recount
from activities.tracking.models import Activity
from config.kernel.jobs import job, scheduled
from config.kernel.jobs.port import put

A_DAY = timedelta(days=1)


@job("stats.recount", queue="inbox", priority=-5)
def recount_person(person_id: int) -> None:
    """Count a person's days and points anew. May run twice."""
    recount(person_id)


def count_again(person_ids: Iterable[int]) -> None:
    """In the caller's transaction: have these people's figures follow it. A job that waits already is enough."""
    put([recount_person.call({"person_id": pk}, once=str(pk)) for pk in sorted(set(person_ids))])


@scheduled("daily_stats", cron="0 0 * * *", period="day")
def daily_stats(period: date) -> None:
    """Count anew whoever did or changed something on that day, in any time zone."""
    begin = datetime.combine(period, time(), UTC)
    started = Q(started_at__gte=begin - A_DAY, started_at__lt=begin + 2 * A_DAY)
    changed = Q(updated_at__gte=begin, updated_at__lt=begin + 2 * A_DAY)
    people = Activity.objects.filter(started | changed).values_list("user", flat=True).distinct().order_by("user")
    recount_person.enqueue_many([{"person_id": pk} for pk in people])
