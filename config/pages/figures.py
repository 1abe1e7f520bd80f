"""Which figures of an activity does a page show, in the person's units?

`units.js` does the same in the browser; both are tested with the cases in config/tests/pages/client/figures.json.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import floor
from typing import NamedTuple

KM_A_MILE = 1.609344
M_A_FOOT, M_A_YARD = 0.3048, 0.9144
ON_FOOT = {"run", "walk", "hike"}


class Figure(NamedTuple):
    """One figure: "Distance", "8.04", "km"."""

    label: str
    value: str
    unit: str


def figures_of(kind: str, km: float, minutes: float, climb_m: float | None, units: str) -> list[Figure]:
    """Distance, time, pace or speed, and climb: those that say something. `units` is km or mi."""
    return [
        *_distance(kind, km, units),
        *_time(minutes),
        *_pace(kind, km, minutes, units),
        *_climb(kind, climb_m, units),
    ]


def rounded(value: float, digits: int = 0) -> str:
    """The number with `digits` decimals, halves up, thousands apart: 1234.5 as 1,235."""
    whole = floor(value * 10**digits + 0.5)
    if digits == 0:
        return f"{whole:,}"
    return f"{whole // 10**digits:,}.{whole % 10**digits:0{digits}d}"


def clock(seconds: float) -> str:
    """48:20, or 1:02:05 from an hour on."""
    minutes, rest = divmod(floor(seconds + 0.5), 60)
    if minutes < 60:
        return f"{minutes}:{rest:02d}"
    return f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}"


def _distance(kind: str, km: float, units: str) -> Iterator[Figure]:
    if km <= 0:
        return
    if kind == "swim":
        yield Figure("Distance", *_swum(km, units))
        return
    far = km if units == "km" else km / KM_A_MILE
    yield Figure("Distance", rounded(far, 2 if far < 100 else 1), units)


def _swum(km: float, units: str) -> tuple[str, str]:
    return (rounded(km * 1000), "m") if units == "km" else (rounded(km * 1000 / M_A_YARD), "yd")


def _time(minutes: float) -> Iterator[Figure]:
    if minutes > 0:
        yield Figure("Time", clock(minutes * 60), "")


def _pace(kind: str, km: float, minutes: float, units: str) -> Iterator[Figure]:
    if km <= 0 or minutes <= 0:
        return
    far = km if units == "km" else km / KM_A_MILE
    if kind == "ride":
        yield Figure("Speed", rounded(far / (minutes / 60), 1), "km/h" if units == "km" else "mph")
    elif kind == "swim":
        lengths = km * 10 if units == "km" else km * 10 / M_A_YARD
        yield Figure("Pace", clock(minutes * 60 / lengths), "/100 m" if units == "km" else "/100 yd")
    elif kind in ON_FOOT:
        yield Figure("Pace", clock(minutes * 60 / far), f"/{units}")


def _climb(kind: str, climb_m: float | None, units: str) -> Iterator[Figure]:
    if kind != "swim" and climb_m is not None and climb_m >= 0.5:
        high = climb_m if units == "km" else climb_m / M_A_FOOT
        yield Figure("Climb", rounded(high), "m" if units == "km" else "ft")
