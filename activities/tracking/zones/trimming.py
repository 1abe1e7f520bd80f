"""What is left of a line where its owner has privacy zones?

A circle around a house would give the house away: many trimmed lines end on its edge, and three points of an edge have
one centre. So the circle's centre is moved by an offset that only we know. The house lies anywhere in the circle.
The offset is the same whenever the same person makes the same zone again: else the mean of many would be the house.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import cos, pi, radians, sin, sqrt, tau
from typing import NamedTuple

from django.utils.crypto import salted_hmac

from activities.tracking.routes.geometry import EARTH_RADIUS_M, Position, distance_m, simplified
from activities.tracking.routes.polyline import decoded, encoded

FARTHEST = 0.6  # of the radius: a first fix is often a street away from the door
PREVIEW_POINTS, PREVIEW_TOLERANCE_M = 80, 10.0
_CELLS_A_DEGREE = 100  # a place within about a kilometre is the same place
_METRES_A_DEGREE = EARTH_RADIUS_M * radians(1)


class Circle(NamedTuple):
    """All places within `radius_m` metres of `centre`."""

    centre: Position
    radius_m: float


class PublicLine(NamedTuple):
    """What everybody may see of a way, as encoded polylines; "" where nothing is left."""

    route: str
    route_preview: str


def moved_centre(owner_id: int, place: Position, radius_m: int) -> Position:
    """The centre of the circle that hides `place`: up to FARTHEST of the radius away from it."""
    cell = [round(degrees * _CELLS_A_DEGREE) for degrees in place]
    secret = salted_hmac("activities.zones", f"{owner_id}:{cell}:{radius_m}", algorithm="sha256").digest()
    share, angle = (int.from_bytes(part, "big") / 2**64 for part in (secret[:8], secret[8:16]))
    metres = FARTHEST * radius_m * sqrt(share)  # even over the disc
    north, east = metres * sin(tau * angle), metres * cos(tau * angle)
    latitude = max(-90.0, min(90.0, place[0] + north / _METRES_A_DEGREE))
    stretch = max(0.01, cos(place[0] * pi / 180))
    return latitude, (place[1] + east / (_METRES_A_DEGREE * stretch) + 180) % 360 - 180


def trimmed(positions: Sequence[Position], circles: Iterable[Circle]) -> list[Position]:
    """The places outside all circles; a line that leaves one and comes back goes straight across it.

    No cut is made at an edge: the line begins at the first place that is outside. Fewer than two places are none.
    """
    hidden = list(circles)
    left = [
        place for place in positions if all(distance_m(place, circle.centre) > circle.radius_m for circle in hidden)
    ]
    return left if len(left) > 1 else []


def public_line(line: str, circles: Sequence[Circle]) -> PublicLine:
    """The public line of a whole one (an encoded polyline), and the same with few points."""
    if not line:
        return PublicLine("", "")
    places = trimmed(decoded(line), circles) if circles else decoded(line)
    few = simplified(places, tolerance_m=PREVIEW_TOLERANCE_M, at_most=PREVIEW_POINTS)
    return PublicLine(encoded(places), encoded(few))
