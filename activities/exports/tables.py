"""How does an activity look as a line of a table? One column a value, its unit in the column's name."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import UTC, datetime
from io import StringIO
from typing import Any

from activities.exports.cells import harmless
from social.accounts.models import Visibility

FIELDS = (
    "pk",
    "started_at",
    "activity_type",
    "title",
    "description",
    "duration_s",
    "moving_s",
    "distance_m",
    "elevation_m",
    "average_heart_rate",
    "calories",
    "visibility",
    "created_at",
)
METRES = {"km": 1000.0, "mi": 1609.344}
FEET_A_METRE = 1 / 0.3048
CLIMB = {"km": "elevation_m", "mi": "elevation_ft"}
BOM = b"\xef\xbb\xbf"
Cell = str | int | float | None


def header(units: str) -> list[Cell]:
    """The names of the columns, in kilometres and metres or in miles and feet."""
    names: list[Cell] = ["id", *FIELDS[1:]]
    names[names.index("distance_m")] = f"distance_{units}"
    names[names.index("elevation_m")] = CLIMB[units]
    return names


def line(row: tuple[Any, ...], units: str) -> list[Cell]:
    """One activity, from its FIELDS. Texts are harmless, numbers stay numbers, times are ISO 8601 in UTC."""
    pk, started_at, kind, title, description, duration, moving, distance, climb, heart, calories, level, created = row
    return [
        pk,
        moment(started_at),
        kind,
        harmless(title),
        harmless(description),
        duration,
        moving,
        round(distance / METRES[units], 3),
        None if climb is None else round(climb if units == "km" else climb * FEET_A_METRE, 1),
        heart,
        calories,
        Visibility(level).label,
        moment(created),
    ]


def moment(at: datetime) -> str:
    """As the API tells it."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def encoded(lines: Iterable[list[Cell]]) -> bytes:
    """Lines of CSV as RFC 4180 has it: commas, CRLF, quotes where they are needed, UTF-8."""
    text = StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue().encode()
