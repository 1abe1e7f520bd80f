"""What is kept of a person's figures, for themselves?"""

from __future__ import annotations

from collections.abc import Iterable

from activities.stats.models import DailyStats, XpEntry
from config.kernel.personal import CHUNK, Row, told


@told("daily_stats")
def daily_stats(person_id: int) -> Iterable[Row]:
    """What was counted of each day."""
    rows = DailyStats.objects.filter(user=person_id).order_by("date")
    fields = ("date", "total_activities", "total_distance_km", "total_duration_minutes")
    yield from rows.values(*fields).iterator(chunk_size=CHUNK)


@told("experience")
def experience(person_id: int) -> Iterable[Row]:
    """The points of each day, and what for."""
    yield from XpEntry.objects.filter(user=person_id).order_by("day", "reason").values("day", "reason", "points")
