"""When is a schedule due, and which period has ended then? All in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Literal

from croniter import croniter

Period = Literal["day", "week", "month"]
MOST: dict[Period | None, int] = {"day": 31, "week": 8, "month": 12, None: 1}  # runs that are caught up at most


def due_times(cron: str, period: Period | None, after: datetime | None, now: datetime) -> list[datetime]:
    """The times after `after`, up to and with `now`, at which `cron` is due; oldest first, the newest `MOST` of them.

    Without `after` only the newest: a schedule that is seen for the first time has no past.
    """
    backwards = croniter(cron, now.astimezone(UTC).replace(microsecond=0) + timedelta(seconds=1))
    times = (backwards.get_prev(datetime) for _ in iter(int, 1))
    newest = list(islice(times, 1 if after is None else MOST[period]))
    return [time for time in reversed(newest) if after is None or time > after]


def ended(period: Period, due: datetime) -> date:
    """The first day of the period that has just ended at `due`: the day before; the seven days before; the month."""
    today = due.astimezone(UTC).date()
    if period == "month":
        return (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    return today - timedelta(days=1 if period == "day" else 7)
