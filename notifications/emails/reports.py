"""What is in the letters about a person's week and month?"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from activities.stats.selectors import Figures
from notifications.inbox.selectors import unread_count
from social.accounts.models import User

KM_PER_MILE = 1.609344


def week_from(first: date) -> tuple[date, date]:
    """The seven days from `first`: the first and the last."""
    return first, first + timedelta(days=6)


def month_from(first: date) -> tuple[date, date]:
    """The month that begins with `first`: the first day and the last."""
    return first, first.replace(day=monthrange(first.year, first.month)[1])


def report(person: User, span: tuple[date, date]) -> dict[str, Any] | None:
    """What the person did in these days, by their own clock; None where there is nothing to tell."""
    figures = Figures(person, person)
    days = [day for day in figures.days() if span[0] <= day["date"] <= span[1]]
    unread = unread_count(person)
    if not days and not unread:
        return None
    sums = {name: sum(day[name] for day in days) for name in ("activities", "distance_km", "duration_minutes")}
    return {
        "first": span[0],
        "last": span[1],
        "activities": sums["activities"],
        "distance": _distance(person, sums),
        "time": _time(sums["duration_minutes"]),
        "days": len(days),
        "streak": figures.streak()["current"],
        "level": figures.progress().level,
        "unread": unread,
    }


def _distance(person: User, sums: Mapping[str, float]) -> str:
    if person.units == "mi":
        return f"{sums['distance_km'] / KM_PER_MILE:.1f} mi"
    return f"{sums['distance_km']:.1f} km"


def _time(minutes: float) -> str:
    hours, rest = divmod(round(minutes), 60)
    return f"{hours} h {rest} min" if hours else f"{rest} min"
