"""What do we keep of a track to draw it and to find it on a map?"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from activities.tracking.routes.geometry import Position, simplified, unwrapped
from activities.tracking.routes.polyline import encoded

PLACES = 500
TOLERANCE_M = 3.0
_CONSIDERED = 10_000  # bounds the time of simplifying; a long ride is a place each 20 metres


class Route(Struct, frozen=True):
    """A simplified line and its bounding box, in degrees. `west` > `east` where it crosses the date line."""

    positions: list[Position]
    polyline: str
    south: float
    west: float
    north: float
    east: float


def route_of(positions: Sequence[Position]) -> Route:
    """The route along one place or more: its ends, and at most PLACES places, TOLERANCE_M from the way taken.

    A way with more than 10,000 places, or one too winding for PLACES, is shown less exactly than TOLERANCE_M.
    Raises ValueError where there is no place.
    """
    if not positions:
        raise ValueError("A route needs at least one place.")
    line = simplified(_considered(positions), tolerance_m=TOLERANCE_M, at_most=PLACES)
    latitudes = [latitude for latitude, _ in positions]
    longitudes = [longitude for _, longitude in unwrapped(positions)]
    return Route(
        positions=line,
        polyline=encoded(line),
        south=min(latitudes),
        west=_wrapped(min(longitudes)),
        north=max(latitudes),
        east=_wrapped(max(longitudes)),
    )


def _considered(positions: Sequence[Position]) -> Sequence[Position]:
    """Every n-th place and the last one: at most _CONSIDERED and one."""
    stride = -(-len(positions) // _CONSIDERED)
    return positions if stride == 1 else [*positions[:-1:stride], positions[-1]]


def _wrapped(longitude: float) -> float:
    """The same meridian between -180 and 180 degrees."""
    return longitude if -180 <= longitude <= 180 else (longitude + 180) % 360 - 180
