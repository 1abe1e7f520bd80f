"""Which of a person's activities does an export hold, and in which order?"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import Q

from activities.stats.zones import zone_of
from activities.tracking.models import Activity, ActivityQuerySet
from social.accounts.models import User


class Asked(NamedTuple):
    """What an export is of: days of the person's own calendar, both included, and a type; None is all."""

    first: date | None = None
    last: date | None = None
    activity_type: str | None = None


class Place(NamedTuple):
    """Where a list of activities goes on: after this one."""

    started_at: datetime
    pk: int


def exported(person: User, asked: Asked) -> ActivityQuerySet:
    """The person's own activities, private ones too, newest first."""
    rows: ActivityQuerySet = Activity.objects.filter(user=person, deleted_at=None)
    zone = zone_of(person)
    if asked.first:
        rows = rows.filter(started_at__gte=datetime.combine(asked.first, time(), zone))
    if asked.last:
        rows = rows.filter(started_at__lt=datetime.combine(asked.last + timedelta(days=1), time(), zone))
    if asked.activity_type:
        rows = rows.filter(activity_type=asked.activity_type)
    return rows.order_by("-started_at", "-pk")


def after(rows: ActivityQuerySet, place: Place | None) -> ActivityQuerySet:
    """What follows `place`. Each page is a query of its own, so no connection waits for a slow reader."""
    if place is None:
        return rows
    later: Any = Q(started_at__lt=place.started_at) | Q(pk__lt=place.pk)
    return rows.filter(later, started_at__lte=place.started_at)
