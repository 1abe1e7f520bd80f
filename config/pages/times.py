"""How is a moment told on a page: how long ago, and exactly?

`times.js` does the same in the browser; both are tested with the cases in config/tests/pages/client/times.json.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localtime

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MINUTE, HOUR, DAY, WEEK = 60, 3600, 86_400, 7 * 86_400


def ago(moment: datetime, now: datetime) -> str:
    """Just now, 5 min ago, 3 h ago, 2 d ago; from a week on the date in the active time zone."""
    seconds = int((now - moment).total_seconds())
    if seconds < MINUTE:
        return "just now" if seconds > -MINUTE else date(moment)
    if seconds < HOUR:
        return f"{seconds // MINUTE} min ago"
    if seconds < DAY:
        return f"{seconds // HOUR} h ago"
    return f"{seconds // DAY} d ago" if seconds < WEEK else date(moment)


def date(moment: datetime) -> str:
    """14 Nov 2026, in the active time zone."""
    local = localtime(moment)
    return f"{local.day} {MONTHS[local.month - 1]} {local.year}"


def exact(moment: datetime) -> str:
    """Sat 14 Nov 2026, 09:05, in the active time zone."""
    local = localtime(moment)
    return f"{DAYS[local.weekday()]} {date(moment)}, {local:%H:%M}"


def day(moment: datetime, now: datetime) -> str:
    """Today, Yesterday or Sat 14 Nov 2026, in the active time zone."""
    local = localtime(moment)
    days = (localtime(now).date() - local.date()).days
    return {0: "Today", 1: "Yesterday"}.get(days) or f"{DAYS[local.weekday()]} {date(moment)}"
