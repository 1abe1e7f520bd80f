"""Is so much told at once that it is told as one? Counted in the shared cache, so that concurrent writers agree."""

from __future__ import annotations

from datetime import UTC, datetime

from django.core.cache import cache

WINDOW_S = 5
MOST = 10  # lines told one by one within the window


def is_storm(person_id: int) -> bool:
    """Count one more line of the person; whether it is past ten within five seconds. Never, without the cache."""
    key = f"told:{person_id}"
    cache.add(key, 0, WINDOW_S)
    try:
        return cache.incr(key) > MOST
    except ValueError:
        return False


def bucket_of(moment: datetime) -> int:
    """Which window of five seconds, since 1970, `moment` is in."""
    return int(moment.timestamp()) // WINDOW_S


def span_of(bucket: int) -> tuple[datetime, datetime]:
    """Its begin and its end."""
    return datetime.fromtimestamp(bucket * WINDOW_S, UTC), datetime.fromtimestamp((bucket + 1) * WINDOW_S, UTC)
