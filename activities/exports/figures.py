"""What do the activities of an export come to, in all, by type and by week?"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Max, Min, Sum
from django.db.models.functions import TruncWeek

from activities.exports.selectors import Asked, exported
from activities.stats.zones import zone_of
from activities.tracking.models import ActivityQuerySet
from social.accounts.models import User

MOST_WEEKS = 53
SUMS = {
    "activities": Count("pk"),
    "metres": Sum("distance_m"),
    "seconds": Sum("duration_s"),
    "climb": Sum("elevation_m"),
    "longest": Max("distance_m"),
}


class Week(NamedTuple):
    """The metres of the week that begins on `monday`."""

    monday: date
    distance_m: float


class Figures(NamedTuple):
    """In all; by type, the most frequent first; the last weeks, the empty ones too; the first and the last start."""

    total: dict[str, Any]
    by_type: list[dict[str, Any]]
    weeks: list[Week]
    begin: datetime | None
    end: datetime | None


def figures_of(person: User, asked: Asked) -> Figures:
    """The figures of an export, in three queries."""
    rows = exported(person, asked).order_by()
    total = rows.aggregate(**SUMS, begin=Min("started_at"), end=Max("started_at"))
    by_type = list(rows.values("activity_type").annotate(**SUMS).order_by("-activities", "activity_type"))
    begin, end = total.pop("begin"), total.pop("end")
    return Figures(total, by_type, _weeks(rows, person, end), begin, end)


def _weeks(rows: ActivityQuerySet, person: User, end: datetime | None) -> list[Week]:
    if end is None:
        return []
    zone = zone_of(person)
    day = end.astimezone(zone).date()
    last = day - timedelta(days=day.weekday())
    since = end - timedelta(weeks=MOST_WEEKS)
    found = rows.filter(started_at__gt=since).annotate(week=TruncWeek("started_at", tzinfo=zone))
    metres = {row["week"].date(): row["metres"] for row in found.values("week").annotate(metres=Sum("distance_m"))}
    first = max(min(metres), last - timedelta(weeks=MOST_WEEKS - 1))
    count = (last - first).days // 7 + 1
    mondays = [first + timedelta(weeks=n) for n in range(count)]
    return [Week(monday, metres.get(monday, 0.0)) for monday in mondays]
