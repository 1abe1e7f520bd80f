"""Where do the demo's people train? On loops of their own near home, the same each time.

No map is asked: a loop has the shape of what is there (streets, a way along the water, bends up a hill), is turned
the way the city lies, and is as long as the session.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import cos, hypot, pi, radians, sin
from random import Random

from activities.tracking.routes.geometry import EARTH_RADIUS_M, Flat, Position, simplified
from activities.tracking.routes.polyline import encoded
from activities.tracking.routes.route import route_of
from activities.tracking.zones.trimming import PREVIEW_POINTS, PREVIEW_TOLERANCE_M
from config.demo.people import BY_NAME
from config.demo.sessions import SESSIONS, Session

BLOCK_M = (90, 130)  # of a city, east and north
WANDER_M = 2.0  # how far off a receiver is from place to place
PLACES = 260


@dataclass(frozen=True)
class Loop:
    """A way somebody goes again and again."""

    length_m: float
    route: str
    preview: str


@cache
def loop_of(username: str, kind: str, title: str) -> Loop:
    """The loop on which that person does that session: always the same one."""
    session = next(session for session in SESSIONS[kind] if session.title == title)
    rng = Random(f"{username} {kind} {title}")  # noqa: S311 - a landscape
    length_m = 1000 * rng.uniform(*session.km)
    positions = way(username, session, length_m, rng)
    route = route_of(positions)
    few = simplified(route.positions, tolerance_m=PREVIEW_TOLERANCE_M, at_most=PREVIEW_POINTS)
    return Loop(length_m=length_m, route=route.polyline, preview=encoded(few))


def way(username: str, session: Session, length_m: float, rng: Random) -> list[Position]:
    """Places along the session's way, `length_m` long, as a receiver would have noted them."""
    resident = BY_NAME[username]
    line = scaled(turned(SHAPES[session.shape](rng), resident.heading), length_m)
    return on_earth(wandering(paced(line, length_m / PLACES), rng), resident.home)


def along_water(rng: Random) -> list[Flat]:
    """Out beside the water on one bank, over a bridge, and back on the other."""
    reach, bends = 2000.0, [(rng.uniform(60, 170), rng.uniform(600, 1600), rng.uniform(0, 2 * pi)) for _ in range(3)]
    stream = [
        (sum(size * sin(2 * pi * y / length + at) for size, length, at in bends), float(y))
        for y in range(0, int(reach), 25)
    ]
    width = rng.uniform(45, 80)
    return closed(stream + [(x + width, y) for x, y in reversed(stream)])


def through_streets(rng: Random) -> list[Flat]:
    """Round some blocks of a town: only along its grid, and home again."""
    corners = [corner(rng, 2 * pi * turn / 9) for turn in range(9)]
    line: list[Flat] = []
    for (x, y), (next_x, _) in pairwise(closed(corners)):
        line += [(x, y), (next_x, y)]
    return closed(line)


def corner(rng: Random, angle: float) -> Flat:
    """A crossing some blocks away, in that direction."""
    away = rng.uniform(450, 1100)
    east, north = BLOCK_M
    return round(away * cos(angle) / east) * float(east), round(away * sin(angle) / north) * float(north)


def round_a_park(rng: Random) -> list[Flat]:
    """Round and through the green, without a corner."""
    return rounded(closed([corner(rng, 2 * pi * turn / 11) for turn in range(11)]))


def up_a_hill(rng: Random) -> list[Flat]:
    """Towards the hill, up in bends that grow shorter, and down by a gentler way."""
    top, bends, side = rng.uniform(1500, 2300), rng.randint(5, 8), rng.choice((-1, 1))
    up: list[Flat] = [(0, 0), (rng.uniform(-80, 80), top * 0.35)]
    for bend in range(bends):
        share = bend / bends
        aside = (260 - 150 * share) * (-1 if bend % 2 else 1) * rng.uniform(0.8, 1.15)
        up.append((aside, top * (0.4 + 0.6 * share)))
    down = [(side * rng.uniform(380, 620), top * share) for share in (0.95, 0.75, 0.5, 0.25)]
    return rounded(closed([*up, (0, top), *down]))


SHAPES = {"water": along_water, "streets": through_streets, "park": round_a_park, "hill": up_a_hill}


def closed(line: list[Flat]) -> list[Flat]:
    """Back to where it began."""
    return [*line, line[0]]


def rounded(line: list[Flat], times: int = 3) -> list[Flat]:
    """Without corners: each is cut off, and what that leaves again (Chaikin)."""
    for _ in range(times):
        cut = [
            (a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]))
            for a, b in pairwise(line)
            for share in (0.25, 0.75)
        ]
        line = [line[0], *cut, line[-1]]
    return line


def turned(line: list[Flat], heading: float) -> list[Flat]:
    """With what pointed north pointing to `heading` degrees."""
    c, s = cos(radians(heading)), sin(radians(heading))
    return [(x * c + y * s, y * c - x * s) for x, y in line]


def scaled(line: list[Flat], length_m: float) -> list[Flat]:
    """Of that length, and starting at 0, 0."""
    factor = length_m / sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(line))
    x0, y0 = line[0]
    return [((x - x0) * factor, (y - y0) * factor) for x, y in line]


def paced(line: list[Flat], step_m: float) -> list[Flat]:
    """The same line as a place every `step_m` metres, and at its end."""
    places, walked, due = [line[0]], 0.0, step_m
    for (ax, ay), (bx, by) in pairwise(line):
        length = hypot(bx - ax, by - ay)
        while due <= walked + length:
            share = (due - walked) / length
            places.append((ax + share * (bx - ax), ay + share * (by - ay)))
            due += step_m
        walked += length
    return [*places, line[-1]]


def wandering(line: list[Flat], rng: Random) -> list[Flat]:
    """As a receiver sees it: a little aside, and not by the same each time."""
    east = north = 0.0
    seen = []
    for x, y in line:
        east, north = 0.8 * east + rng.gauss(0, WANDER_M / 2), 0.8 * north + rng.gauss(0, WANDER_M / 2)
        seen.append((x + east, y + north))
    return seen


def on_earth(line: list[Flat], start: Position) -> list[Position]:
    """Metres from `start` as latitude and longitude."""
    latitude, longitude = start
    degree_m = EARTH_RADIUS_M * radians(1)
    narrowed = degree_m * cos(radians(latitude))
    return [(latitude + y / degree_m, longitude + x / narrowed) for x, y in line]
