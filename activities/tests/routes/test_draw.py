"""Does a route's drawing stay in its box and keep its shape?"""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activities.tracking.routes.drawing import svg_path
from activities.tracking.routes.geometry import Position

PATH = re.compile(r"M-?[0-9.]+ -?[0-9.]+L-?[0-9.]+ -?[0-9.]+( -?[0-9.]+ -?[0-9.]+)*")
sizes = st.integers(30, 900)
positions = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


def dots(path: str) -> list[tuple[float, float]]:
    assert PATH.fullmatch(path), path
    numbers = [float(number) for number in re.findall(r"-?[0-9.]+", path)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


@given(st.lists(positions, min_size=1, max_size=40), sizes, sizes, st.integers(0, 12))
def test_a_drawing_stays_in_its_padding(way: list[Position], width: int, height: int, padding: int) -> None:
    for x, y in dots(svg_path(way, width, height, padding)):
        assert padding <= x <= width - padding
        assert padding <= y <= height - padding


@given(st.lists(positions, min_size=2, max_size=40), sizes, sizes)
def test_a_drawing_fills_its_box_one_way(way: list[Position], width: int, height: int) -> None:
    places = dots(svg_path(way, width, height, 8))
    across = max(x for x, _ in places) - min(x for x, _ in places)
    down = max(y for _, y in places) - min(y for _, y in places)
    latitudes = [latitude for latitude, _ in way]
    if max(latitudes) - min(latitudes) > 1e-6:
        assert across >= width - 16.2 or down >= height - 16.2


@pytest.mark.parametrize("latitude", [0.0, 46.5, 65.0, -33.9])
def test_a_square_on_the_ground_is_a_square_in_the_drawing(latitude: float) -> None:
    high, wide = 0.01, 0.01 / math.cos(math.radians(latitude))
    square = [(latitude, 7.0), (latitude + high, 7.0), (latitude + high, 7.0 + wide), (latitude, 7.0 + wide)]
    (a, b, c, d) = dots(svg_path(square, 320, 180, 10))
    assert math.dist(a, b) == pytest.approx(math.dist(b, c), abs=0.3)
    assert math.dist(a, b) == pytest.approx(160, abs=0.3)
    assert a[0] < d[0]
    assert a[1] > b[1], "north is up"


def test_a_drawing_is_centred() -> None:
    places = dots(svg_path([(0.0, 0.0), (0.0, 1.0)], 300, 200, 10))
    assert places == [(10.0, 100.0), (290.0, 100.0)]


def test_a_way_over_the_date_line_is_one_short_line() -> None:
    places = dots(svg_path([(0.0, 179.9), (0.0, -179.9), (0.0, 179.95)], 220, 100, 10))
    assert places == [(10.0, 50.0), (210.0, 50.0), (60.0, 50.0)]


def test_one_place_is_a_dot_in_the_middle_and_none_is_nothing() -> None:
    assert svg_path([(46.5, 6.6)], 320, 180, 8) == "M160.0 90.0L160.0 90.0"
    assert svg_path([(46.5, 6.6)] * 3, 320, 180, 8).startswith("M160.0 90.0L160.0 90.0")
    assert svg_path([(0.0, 0.0), (5e-324, 5e-324)], 320, 180, 8) == "M160.0 90.0L160.0 90.0"
    assert svg_path([], 320, 180, 8) == ""
