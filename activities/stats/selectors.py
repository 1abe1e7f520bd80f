"""What has a person done, as far as the viewer may see? Each figure in one query."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Sum
from django.db.models.functions import TruncDate

from activities.stats.levels import Progress, progress_of
from activities.stats.models import XpEntry
from activities.stats.zones import today_of, zone_of
from activities.tracking.models import Activity
from social.accounts.models import User

HEAT_DAYS = 365
Rows = list[dict[str, Any]]

# Sums of numeric are exact: they do not depend on the order of the rows.
SUMS = """
    count(day) AS activities,
    round(coalesce(sum(distance_m::numeric), 0) / 1000, 3)::float AS distance_km,
    round(coalesce(sum(duration_s), 0) / 60.0, 2)::float AS duration_minutes,
    round(coalesce(sum(elevation_m::numeric), 0), 1)::float AS elevation_m"""
BY_TYPE = f"SELECT activity_type, {SUMS} FROM seen GROUP BY GROUPING SETS ((), (activity_type)) ORDER BY 2 DESC, 1"  # noqa: S608 - constants only
BY_PERIOD = f"""
    SELECT period::date AS start, {SUMS}
    FROM generate_series(%(first)s::timestamp, %(last)s::timestamp, ('1 ' || %(unit)s)::interval) AS period
    LEFT JOIN seen ON date_trunc(%(unit)s, day::timestamp) = period
    GROUP BY period ORDER BY period"""  # noqa: S608 - constants only
BY_DAY = f"SELECT day AS date, {SUMS} FROM seen WHERE day BETWEEN %(first)s AND %(last)s GROUP BY day ORDER BY day"  # noqa: S608 - constants only
# Days in a row form an island: a day less its number in the row of days is the same for all of them.
STREAK = """
    , islands AS (
        SELECT day, day - (row_number() OVER (ORDER BY day))::int AS island
        FROM seen WHERE day <= %(today)s GROUP BY day
    ), streaks AS (SELECT count(*) AS days, max(day) AS last FROM islands GROUP BY island)
    SELECT coalesce(max(days) FILTER (WHERE last >= %(today)s::date - 1), 0) AS current,
           coalesce(max(days), 0) AS longest
    FROM streaks"""


class Span(NamedTuple):
    """Days from the first to the last, both included."""

    first: date
    last: date


class Figures:
    """The figures of `person` from the activities that `viewer` may see, by the calendar of the person's time zone."""

    def __init__(self, person: User, viewer: User) -> None:
        self.person, self.viewer = person, viewer
        self.zone, self.today = zone_of(person), today_of(person)

    def totals(self) -> tuple[dict[str, Any], Rows]:
        """All in all, and by type, the most frequent first."""
        rows = self._ask(BY_TYPE, None)
        total = next(row for row in rows if row["activity_type"] is None)
        return {name: total[name] for name in total if name != "activity_type"}, [row for row in rows if row != total]

    def streak(self) -> dict[str, int]:
        """Days in a row with an activity: `current` (0 unless today or yesterday has one) and `longest`."""
        streak: dict[str, int] = self._ask(STREAK, None, today=self.today)[0]
        return streak

    def weeks(self, span: Span) -> Rows:
        """The weeks (from Monday) that the span touches, whole, oldest first, the empty ones too."""
        first = span.first - timedelta(days=span.first.weekday())
        last = span.last - timedelta(days=span.last.weekday())
        return self._ask(BY_PERIOD, Span(first, last + timedelta(days=6)), unit="week", first=first, last=last)

    def months(self, span: Span) -> Rows:
        """The months that the span touches, whole, oldest first, the empty ones too."""
        first, last = span.first.replace(day=1), span.last.replace(day=1)
        return self._ask(BY_PERIOD, Span(first, last + timedelta(days=30)), unit="month", first=first, last=last)

    def days(self) -> Rows:
        """Those of the last 365 days that have an activity, oldest first."""
        first = self.today - timedelta(days=HEAT_DAYS - 1)
        return self._ask(BY_DAY, Span(first, self.today), first=first, last=self.today)

    def progress(self) -> Progress:
        """The points of the ledger, and the level they make."""
        return progress_of(XpEntry.objects.filter(user=self.person).aggregate(xp=Sum("points"))["xp"] or 0)

    def _ask(self, question: str, span: Span | None, **values: Any) -> Rows:
        sql, params = self._seen(span)
        names = {f"seen_{place}": value for place, value in enumerate(params)}
        seen = sql % tuple(f"%({name})s" for name in names)
        whole = f"WITH seen (activity_type, distance_m, duration_s, elevation_m, day) AS ({seen}) {question}"
        with connection.cursor() as cursor:
            cursor.execute(whole, names | values)
            columns = [column.name for column in cursor.description or []]
            return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]

    def _seen(self, span: Span | None) -> tuple[str, tuple[Any, ...]]:
        rows = Activity.objects.visible_to(self.viewer).filter(user=self.person)
        if span:
            begin = datetime.combine(span.first, time(), self.zone) - timedelta(days=1)
            end = datetime.combine(span.last, time(), self.zone) + timedelta(days=2)
            rows = rows.filter(started_at__gte=begin, started_at__lt=end)
        days = rows.annotate(day=TruncDate("started_at", tzinfo=self.zone))
        fields = days.values_list("activity_type", "distance_m", "duration_s", "elevation_m", "day")
        sql, params = fields.query.sql_with_params()
        return sql, params
