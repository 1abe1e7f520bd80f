"""How far apart are places on Earth, and which few of them still show the way?"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush
from math import asin, cos, hypot, radians, sin, sqrt

Position = tuple[float, float]  # latitude, longitude in degrees
Flat = tuple[float, float]  # metres east and north of some origin

EARTH_RADIUS_M = 6_371_008.8  # the mean radius (IUGG)
_METRES_A_DEGREE = EARTH_RADIUS_M * radians(1)


def distance_m(start: Position, end: Position) -> float:
    """Great-circle metres (haversine: within 0.6 % of the ellipsoid). Symmetric, never negative."""
    north, south = radians(start[0]), radians(end[0])
    half_chord = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(radians(end[1] - start[1]) / 2) ** 2
    return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(half_chord)))


def unwrapped(positions: Sequence[Position]) -> list[Position]:
    """The same places with longitudes that never jump at the date line; they may so pass ±180 degrees."""
    result: list[Position] = []
    for latitude, longitude in positions:
        turns = round((result[-1][1] - longitude) / 360) if result else 0
        result.append((latitude, longitude + 360 * turns))
    return result


def flattened(positions: Sequence[Position]) -> list[Flat]:
    """Metres east and north of 0° 0°, true to scale at the middle latitude: for the extent of a workout."""
    latitudes = [latitude for latitude, _ in positions] or [0.0]
    metres_east = _METRES_A_DEGREE * cos(radians((min(latitudes) + max(latitudes)) / 2))
    return [(east * metres_east, north * _METRES_A_DEGREE) for north, east in unwrapped(positions)]


def simplified(positions: Sequence[Position], *, tolerance_m: float, at_most: int) -> list[Position]:
    """The places that show the way: both ends, and every dropped place within `tolerance_m` of the line left.

    Douglas and Peucker's choice, the largest deviation first, so that it may stop with the best `at_most`
    places (2 or more); only then can a dropped place lie further off. len(positions) * at_most steps at most.
    """
    if len(positions) <= 2:
        return list(positions)
    flat, end = flattened(positions), len(positions) - 1
    kept, waiting = {0, end}, [(*_farthest(flat, 0, end), 0, end)]
    while waiting and len(kept) < at_most:
        nearness, middle, first, last = heappop(waiting)
        if -nearness <= tolerance_m:
            break
        kept.add(middle)
        heappush(waiting, (*_farthest(flat, first, middle), first, middle))
        heappush(waiting, (*_farthest(flat, middle, last), middle, last))
    return [positions[index] for index in sorted(kept)]


def _farthest(flat: Sequence[Flat], first: int, last: int) -> tuple[float, int]:
    """Minus the metres, and the index, of the place farthest from the line first-last (a heap's order)."""
    (ax, ay), (bx, by) = flat[first], flat[last]
    dx, dy = bx - ax, by - ay
    length_squared = dx * dx + dy * dy
    farthest, index = 0.0, first
    for candidate in range(first + 1, last):
        px, py = flat[candidate][0] - ax, flat[candidate][1] - ay
        along = (px * dx + py * dy) / length_squared if length_squared else 0.0
        along = 0.0 if along < 0.0 else min(along, 1.0)
        away = hypot(px - along * dx, py - along * dy)
        if away > farthest:
            farthest, index = away, candidate
    return -farthest, index
