"""How is each kilometre or mile of an activity told?"""

from __future__ import annotations

from typing import NamedTuple

from config.pages.figures import KM_A_MILE, clock, rounded


class Split(NamedTuple):
    """One part: what it is ("3", or "0.42" for the rest at the end), its time, its pace or speed, and its bar.

    `share` is of the fastest part's speed, from 1 to 100.
    """

    label: str
    time: str
    rate: str
    share: int


def splits_of(splits: dict[str, list[int]] | None, distance_m: float, kind: str, units: str) -> list[Split]:
    """The parts in the person's units; none where they are not known, or where there is only one."""
    unit_m = 1000.0 if units == "km" else 1000 * KM_A_MILE
    seconds = [max(1, part) for part in (splits or {}).get("km" if units == "km" else "mile", [])]
    if len(seconds) < 2:
        return []
    rest = distance_m / unit_m - (len(seconds) - 1)
    sizes = [1.0] * (len(seconds) - 1) + [min(max(rest, 0.01), 1.0)]
    speeds = [size / part for size, part in zip(sizes, seconds, strict=True)]
    fastest = max(speeds)
    return [
        Split(
            str(place) if size > 0.99 else rounded(size, 2),
            clock(part),
            rounded(speed * 3600, 1) if kind == "ride" else clock(1 / speed),
            max(1, round(100 * speed / fastest)),
        )
        for place, (size, part, speed) in enumerate(zip(sizes, seconds, speeds, strict=True), 1)
    ]
