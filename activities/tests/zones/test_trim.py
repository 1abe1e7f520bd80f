"""Is nothing of a line left within a zone, and does the edge not give the house away?"""

from __future__ import annotations

from itertools import pairwise
from math import hypot
from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from activities.tracking.routes.geometry import distance_m
from activities.tracking.routes.polyline import decoded, encoded
from activities.tracking.zones.trimming import FARTHEST, Circle, moved_centre, public_line, trimmed

METRE = 1 / 111_195.08
HOME = (46.5, 6.6)

places = st.tuples(st.floats(-0.02, 0.02), st.floats(-0.02, 0.02)).map(lambda at: (HOME[0] + at[0], HOME[1] + at[1]))
circles = st.builds(Circle, places, st.integers(100, 1000))


def north(metres: float) -> tuple[float, float]:
    return HOME[0] + metres * METRE, HOME[1]


@settings(max_examples=100, deadline=None)
@given(st.lists(places, max_size=40), st.lists(circles, max_size=5))
def test_no_place_within_a_zone_is_left_and_none_is_invented(
    line: list[tuple[float, float]], hidden: list[Circle]
) -> None:
    left = trimmed(line, hidden)
    assert all(distance_m(place, circle.centre) > circle.radius_m for place in left for circle in hidden)
    positions = iter(line)
    assert all(place in positions for place in left)
    assert len(left) != 1


def test_both_ends_are_cut_and_the_middle_stays() -> None:
    there = [north(metres) for metres in range(0, 2_001, 50)]
    line = [*there, *there[::-1]]
    left = trimmed(line, [Circle(HOME, 320)])
    assert left[0] == left[-1] == north(350)
    assert max(place[0] for place in left) == north(2_000)[0]


def test_a_line_that_passes_home_under_way_goes_straight_across() -> None:
    line = [(HOME[0] + 10 * METRE, HOME[1] + metres * METRE) for metres in range(-2_000, 2_001, 50)]
    left = trimmed(line, [Circle(HOME, 300)])
    assert max(distance_m(one, other) for one, other in pairwise(left)) > 400
    assert left[0] == line[0]
    assert left[-1] == line[-1]


def test_a_line_that_never_leaves_is_no_line() -> None:
    line = encoded([north(metres) for metres in range(0, 90, 10)])
    assert public_line(line, [Circle(HOME, 100)]) == ("", "")
    assert public_line("", []) == ("", "")


def test_without_zones_the_line_is_whole() -> None:
    line = encoded([north(metres) for metres in range(0, 5_000, 10)])
    assert public_line(line, []).route == line
    assert decoded(public_line(line, []).route_preview) == [decoded(line)[0], decoded(line)[-1]]


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 10**9), st.floats(-80, 80), st.floats(-180, 180), st.integers(100, 1000))
def test_the_house_lies_within_the_circle_and_not_at_its_centre(
    owner: int, latitude: float, longitude: float, radius: int
) -> None:
    centre = moved_centre(owner, (latitude, longitude), radius)
    assert abs(centre[0]) <= 90
    assert -180 <= centre[1] <= 180
    assert distance_m((latitude, longitude), centre) <= FARTHEST * radius * 1.01 + 0.1


def test_the_centres_of_many_houses_are_spread_over_all_sides() -> None:
    offsets = [
        ((latitude - HOME[0]) / METRE, (longitude - HOME[1]) / METRE * 0.688)
        for latitude, longitude in (moved_centre(owner, HOME, 1000) for owner in range(400))
    ]
    assert abs(mean(east for _, east in offsets)) < 60
    assert abs(mean(up for up, _ in offsets)) < 60
    assert mean(hypot(*offset) for offset in offsets) == pytest.approx(600 * 2 / 3, rel=0.1)


def test_the_same_zone_made_again_hides_the_same_circle() -> None:
    """Otherwise the mean of many circles would be the house."""
    beside = (HOME[0] + 20 * METRE, HOME[1])
    first, again, moved = (moved_centre(7, place, 300) for place in (HOME, HOME, beside))
    assert first == again
    assert distance_m(first, moved) == pytest.approx(20, abs=0.5)
    assert distance_m(first, moved_centre(8, HOME, 300)) > 1


def test_the_edges_of_many_lines_lead_to_the_circles_centre_and_not_to_the_house() -> None:
    """The trap: what an attacker fits through the ends is the moved centre, far from the door."""
    apart = []
    for owner in range(50):
        circle = Circle(moved_centre(owner, HOME, 500), 500)
        starts = []
        for east, up in ((1, 0), (0, 1), (-1, 0), (0, -1), (0.7, 0.7), (-0.7, -0.7)):
            way = [(HOME[0] + up * m * METRE, HOME[1] + east * m * METRE / 0.688) for m in range(0, 1_500, 5)]
            starts.append(trimmed(way, [circle])[0])
        assert all(distance_m(start, circle.centre) == pytest.approx(500, abs=12) for start in starts)
        apart.append(distance_m(circle.centre, HOME))
    assert mean(apart) > 150
