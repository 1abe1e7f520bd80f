"""Which numbers, times and words of a file may be believed? The same rules for every format."""

from __future__ import annotations

import math
import time
from datetime import UTC, datetime, timedelta

from activities.tracking.imports import limits
from activities.tracking.imports.errors import ImportRefused

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_KINDS = (
    ("run", ("run", "jog", "treadmill")),
    ("ride", ("cycl", "bik", "ride", "riding")),
    ("hike", ("hik", "trek", "mountaineer")),
    ("walk", ("walk",)),
    ("swim", ("swim",)),
    ("strength", ("strength", "weight")),
    ("yoga", ("yoga",)),
)
_STRAVA_NUMBERS = {"1": "ride", "4": "hike", "9": "run", "10": "walk", "16": "swim"}


def coordinate(text: str | None, *, at_most: float) -> float:
    """Degrees between -at_most and at_most. Anything else, NaN too, raises ImportRefused bad_coordinates."""
    try:
        degrees = float(text or "")
    except ValueError:
        raise ImportRefused("bad_coordinates") from None
    if not -at_most <= degrees <= at_most:
        raise ImportRefused("bad_coordinates")
    return degrees


def moment(text: str) -> float | None:
    """Seconds since 1970 of an ISO 8601 time, read as UTC where it names no zone.

    None before 1970: that is a clock never set. Raises ImportRefused bad_time for what is no time, or lies
    more than a day ahead of our clock.
    """
    try:
        written = datetime.fromisoformat(text.strip())
        aware = written if written.tzinfo else written.replace(tzinfo=UTC)
        seconds = (aware - _EPOCH) / timedelta(seconds=1)
    except (ValueError, OverflowError):
        raise ImportRefused("bad_time") from None
    if seconds > time.time() + limits.CLOCK_AHEAD_SECONDS:
        raise ImportRefused("bad_time")
    return seconds if seconds >= 0 else None


def elevation(text: str) -> float | None:
    """Metres above the sea, or None where the value is no height on Earth: a barometer may fail."""
    metres = _number(text)
    return metres if limits.LOWEST_METRES <= metres <= limits.HIGHEST_METRES else None


def heart_rate(text: str) -> int | None:
    """Beats a minute, or None where no heart beats so: straps lose contact and write 0 or 255."""
    beats = _number(text)
    return round(beats) if limits.SLOWEST_HEART <= beats <= limits.FASTEST_HEART else None


def travelled(text: str) -> float | None:
    """Metres since the start, or None where that is no distance."""
    metres = _number(text)
    return metres if 0 <= metres <= limits.DISTANCE_METRES else None


def calories(text: str) -> int | None:
    """Kilocalories, or None where no workout burns so much."""
    burnt = _number(text)
    return round(burnt) if 0 < burnt <= limits.CALORIES else None


def title(text: str) -> str:
    """One line of at most TITLE_CHARACTERS."""
    return " ".join(text[: limits.TITLE_CHARACTERS * 4].split())[: limits.TITLE_CHARACTERS].strip()


def activity_type(text: str) -> str:
    """The sport a device's word or Strava's number stands for; other for what is not known."""
    word = text[: limits.TITLE_CHARACTERS].strip().lower()
    if word in _STRAVA_NUMBERS:
        return _STRAVA_NUMBERS[word]
    return next((kind for kind, stems in _KINDS if any(stem in word for stem in stems)), "other")


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan
