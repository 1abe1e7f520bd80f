"""What do the figures come to, counted row by row in Python? And: a life to count, made at random."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from activities.models import Activity
from activities.tracking.services import create_activity, delete_activity, edit_activity

TYPES = ["run", "ride", "swim", "walk", "yoga"]
# nights on which clocks change somewhere, and ordinary ones
NIGHTS = [
    datetime(2026, 3, 29, 0, 30),
    datetime(2026, 10, 25, 0, 30),
    datetime(2026, 3, 8, 6),
    datetime(2026, 11, 1, 5),
]
NIGHTS += [datetime(2026, 4, 5, 13), datetime(2026, 10, 4, 13), datetime(2026, 6, 1, 12), datetime(2026, 11, 20, 12)]


def some_start(chance: Random) -> datetime:
    """Close to a night on which a clock changes, as often as not just at somebody's midnight."""
    near = chance.choice(NIGHTS) + timedelta(days=chance.randint(-4, 4), minutes=chance.randint(-900, 900))
    return min(near, datetime(2026, 11, 21, 12)).replace(tzinfo=UTC)


def live_on(person: Any, chance: Random, activities: list[Any]) -> None:
    """One thing that a person may do: record, change or delete an activity."""
    act = chance.random()
    if act < 0.55 or not activities:
        activities.append(create_activity(person, title="Some", **some_fields(chance)))
    elif act < 0.8:
        mine = chance.choice(activities)
        changes = some_fields(chance)
        names = chance.sample(sorted(changes), 3)
        edit_activity(mine, mine.user, **{name: changes[name] for name in names})
    else:
        mine = activities.pop(chance.randrange(len(activities)))
        delete_activity(mine, mine.user)


def some_fields(chance: Random) -> dict[str, Any]:
    return {
        "activity_type": chance.choice(TYPES),
        "started_at": some_start(chance),
        "duration_s": chance.randint(0, 20_000),
        "distance_m": chance.choice([0.0, round(chance.uniform(0, 60_000), 3), chance.uniform(0, 60_000)]),
        "elevation_m": chance.choice([None, chance.uniform(0, 900)]),
        "visibility": chance.choice([0, 1, 2]),
    }


class Reckoning:
    """A person's figures from the rows given, by a time zone."""

    def __init__(self, rows: list[Activity], zone: str, today: date) -> None:
        self.today = today
        self.days: dict[date, list[Activity]] = defaultdict(list)
        for row in rows:
            self.days[row.started_at.astimezone(ZoneInfo(zone)).date()].append(row)

    def sums(self, days: list[date], kind: str | None = None) -> dict[str, Any]:
        rows = [row for day in days for row in self.days.get(day, []) if kind in (None, row.activity_type)]
        return {
            "activities": len(rows),
            "distance_km": rounded(sum(exactly(row.distance_m) for row in rows) / Decimal(1000), 3),
            "duration_minutes": rounded(Decimal(sum(row.duration_s for row in rows)) / Decimal(60), 2),
            "elevation_m": rounded(Decimal(sum(exactly(row.elevation_m or 0) for row in rows)), 1),
        }

    def totals(self) -> dict[str, Any]:
        return self.sums(list(self.days))

    def by_type(self) -> dict[str, Any]:
        kinds = {row.activity_type for rows in self.days.values() for row in rows}
        return {kind: self.sums(list(self.days), kind) for kind in kinds}

    def streak(self) -> dict[str, int]:
        longest = current = length = 0
        day = min(self.days, default=self.today)
        while day <= self.today:
            length = length + 1 if day in self.days else 0
            longest = max(longest, length)
            current = length if length or day < self.today else current
            day += timedelta(days=1)
        return {"current": current, "longest": longest}

    def weeks(self, first: date, last: date) -> list[dict[str, Any]]:
        start, found = first - timedelta(days=first.isoweekday() - 1), []
        while start <= last:
            found.append({"start": start, **self.sums([start + timedelta(days=n) for n in range(7)])})
            start += timedelta(days=7)
        return found

    def months(self, first: date, last: date) -> list[dict[str, Any]]:
        start, found = first.replace(day=1), []
        while start <= last:
            days = [day for day in self.days if (day.year, day.month) == (start.year, start.month)]
            found.append({"start": start, **self.sums(days)})
            start = (start + timedelta(days=32)).replace(day=1)
        return found

    def last_year(self) -> list[dict[str, Any]]:
        held = [day for day in sorted(self.days) if self.today - timedelta(days=365) < day <= self.today]
        return [{"date": day, **self.sums([day])} for day in held]

    def table(self) -> dict[date, tuple[int, Decimal, Decimal]]:
        """As daily_stats has it."""
        sums = {day: self.sums([day]) for day in self.days}
        return {day: (row["activities"], row["distance_km"], row["duration_minutes"]) for day, row in sums.items()}


def exactly(value: float) -> Decimal:
    """The number as PostgreSQL reads it: fifteen digits."""
    return Decimal(f"{value:.15g}")


def rounded(value: Decimal, digits: int) -> float:
    return float(value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))
