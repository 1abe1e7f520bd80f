"""How many friend requests may a person send a day?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import connection
from django.utils import timezone

from config.kernel.errors import RateLimited
from config.kernel.ratelimits import spend

A_DAY = 20
MESSAGE = f"You have sent {A_DAY} friend requests today, which is the limit. Try again tomorrow."

COUNT_ONE = """
    INSERT INTO friend_request_tallies AS tally (user_id, day, sent) VALUES (%s, %s, 1)
    ON CONFLICT (user_id, day) DO UPDATE SET sent = tally.sent + 1 WHERE tally.sent < %s
    RETURNING sent"""


def spend_request(person_id: int) -> None:
    """Count one request of today (UTC), or raise RateLimited. Call it inside the request's transaction.

    The shared cache refuses cheaply; the row holds the limit also when the cache has been emptied.
    """
    try:
        spend("friend_request", person_id, f"{A_DAY}/d")
    except RateLimited as full:
        raise RateLimited(MESSAGE, retry_after_s=full.retry_after_s) from None
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(COUNT_ONE, [person_id, now.date(), A_DAY])
        if cursor.fetchone() is None:
            raise RateLimited(MESSAGE, retry_after_s=_until_tomorrow_s(now))


def _until_tomorrow_s(now: datetime) -> int:
    midnight = datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), UTC)
    return int((midnight - now).total_seconds()) + 1
