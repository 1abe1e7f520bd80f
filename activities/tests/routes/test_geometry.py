"""Are distances right, and does a simplified line still show the way?"""

from __future__ import annotations

import math
import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from activities.tracking.routes.geometry import EARTH_RADIUS_M, Position, distance_m, simplified, unwrapped
from activities.tracking.routes.route import PLACES, route_of

positions = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@st.composite
def ways(draw: st.DrawFn, at_most: int = 60) -> list[Position]:
    """Places within some 3 km of one another, anywhere a person trains, the date line included."""
    latitude, longitude = draw(st.floats(-70, 70)), draw(st.floats(-180, 180))
    step = st.floats(-0.01, 0.01)
    offsets = draw(st.lists(st.tuples(step, step), min_size=2, max_size=at_most))
    return [(latitude + north, (longitude + east + 180) % 360 - 180) for north, east in offsets]


def metres_off(place: Position, line: list[Position]) -> float:
    """The distance of a place from a line, by another way than the code's: a search along each piece."""
    return min(_nearest(place, start, end) for start, end in pairwise(line))


def _nearest(place: Position, start: Position, end: Position) -> float:
    def metres(part: float) -> float:
        return distance_m(place, (start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part))

    low, high = 0.0, 1.0
    for _ in range(30):
        third = (high - low) / 3
        low, high = (low, high - third) if metres(low + third) < metres(high - third) else (low + third, high)
    return metres((low + high) / 2)


@pytest.mark.parametrize(
    ("start", "end", "metres"),
    [
        ((0.0, 0.0), (0.0, 180.0), math.pi * EARTH_RADIUS_M),
        ((90.0, 0.0), (-90.0, 77.0), math.pi * EARTH_RADIUS_M),
        ((36.12, -86.67), (33.94, -118.40), 2_886_448),
        ((0.0, 179.9), (0.0, -179.9), 22_239),
        ((90.0, 10.0), (90.0, -120.0), 0.0),
    ],
)
def test_known_distances(start: Position, end: Position, metres: float) -> None:
    assert distance_m(start, end) == pytest.approx(metres, rel=1e-4, abs=1e-6)


@given(positions, positions)
def test_a_distance_is_symmetric_and_at_most_half_the_globe(start: Position, end: Position) -> None:
    assert 0 <= distance_m(start, end) <= math.pi * EARTH_RADIUS_M + 1e-6
    assert distance_m(start, end) == pytest.approx(distance_m(end, start), abs=1e-6)
    assert distance_m(start, start) == 0


@given(positions, positions, positions)
def test_a_detour_is_never_shorter(start: Position, end: Position, over: Position) -> None:
    assert distance_m(start, end) <= distance_m(start, over) + distance_m(over, end) + 1e-3


@given(st.lists(positions, max_size=20))
def test_unwrapped_longitudes_name_the_same_meridians_without_a_jump(way: list[Position]) -> None:
    smooth = [longitude for _, longitude in unwrapped(way)]
    assert all(abs(after - before) <= 180.000001 for before, after in pairwise(smooth))
    assert all(
        math.isclose(math.cos(math.radians(flat)), math.cos(math.radians(place[1])), abs_tol=1e-9)
        for flat, place in zip(smooth, way, strict=True)
    )


@settings(max_examples=60, deadline=None)
@given(ways(at_most=12), st.floats(1, 500))
def test_a_simplified_way_keeps_its_ends_and_its_tolerance(way: list[Position], tolerance: float) -> None:
    line = simplified(way, tolerance_m=tolerance, at_most=len(way))
    assert (line[0], line[-1]) == (way[0], way[-1])
    rest = iter(way)
    assert all(place in rest for place in line)
    smooth = unwrapped(line)
    for place in way:
        nearest = min(metres_off((place[0], place[1] + turn), smooth) for turn in (-360, 0, 360))
        assert nearest <= tolerance * 1.01 + 2  # the plane differs from the sphere by that much at 70 degrees


@given(ways(), st.integers(2, 10))
def test_a_simplified_way_has_no_more_places_than_asked_for(way: list[Position], at_most: int) -> None:
    assert 2 <= len(simplified(way, tolerance_m=0, at_most=at_most)) <= at_most


def test_a_straight_way_becomes_its_ends() -> None:
    way = [(0.0, n / 1_000) for n in range(500)]
    assert simplified(way, tolerance_m=1, at_most=500) == [way[0], way[-1]]


def test_the_sharpest_corners_stay_first() -> None:
    way = [(0.0, 0.0), (0.001, 0.01), (0.0, 0.02), (0.009, 0.03), (0.0, 0.04)]
    assert simplified(way, tolerance_m=1, at_most=3) == [way[0], way[3], way[4]]


def test_a_route_has_its_bounding_box() -> None:
    route = route_of([(46.5, 6.6), (46.7, 6.5), (46.6, 6.9)])
    assert (route.south, route.west, route.north, route.east) == (46.5, 6.5, 46.7, 6.9)


def test_a_bounding_box_over_the_date_line_is_narrow() -> None:
    route = route_of([(-16.8, 179.9), (-16.9, -179.8), (-16.8, 179.95)])
    assert (route.west, route.east) == (179.9, pytest.approx(-179.8))


def test_a_very_long_way_is_drawn_with_few_places() -> None:
    chance = random.Random(2)
    way = [(46 + n * 1e-5 + chance.gauss(0, 1e-4), 7 + 0.1 * math.sin(n / 3_000)) for n in range(60_001)]
    route = route_of(way)
    assert len(route.positions) == PLACES
    assert (route.positions[0], route.positions[-1]) == (way[0], way[-1])


def test_a_standing_start_is_one_place_twice_and_no_place_is_no_route() -> None:
    assert route_of([(1.0, 2.0)] * 50).positions == [(1.0, 2.0), (1.0, 2.0)]
    assert route_of([(1.0, 2.0)]).positions == [(1.0, 2.0)]
    with pytest.raises(ValueError, match="at least one place"):
        route_of([])
