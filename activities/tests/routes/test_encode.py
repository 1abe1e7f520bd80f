"""Does an encoded polyline come back as the places it was made of?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activities.tracking.routes.geometry import Position
from activities.tracking.routes.polyline import decoded, encoded

positions = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


def test_googles_own_example() -> None:
    places = [(38.5, -120.2), (40.7, -120.95), (43.252, -126.453)]
    assert encoded(places) == "_p~iF~ps|U_ulLnnqC_mqNvxq`@"
    assert decoded("_p~iF~ps|U_ulLnnqC_mqNvxq`@") == places


@given(st.lists(positions, max_size=50))
def test_places_come_back_within_a_hundred_thousandth_of_a_degree(places: list[Position]) -> None:
    back = decoded(encoded(places))
    assert len(back) == len(places)
    for (latitude, longitude), place in zip(back, places, strict=True):
        assert latitude == pytest.approx(place[0], abs=1e-5)
        assert longitude == pytest.approx(place[1], abs=1e-5)


@given(st.lists(positions, max_size=20))
def test_a_line_that_came_back_is_encoded_the_same(places: list[Position]) -> None:
    text = encoded(places)
    assert encoded(decoded(text)) == text
    assert text.isascii()
    assert text.isprintable()


@pytest.mark.parametrize("text", ["_p~iF", "_p~iF~ps|", "_p~iF ~ps|U", "é", "\x00\x00", "?" * 3])
def test_text_that_is_no_line_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="encoded polyline"):
        decoded(text)


@given(st.text(max_size=40))
def test_any_text_is_a_line_or_refused(text: str) -> None:
    try:
        places = decoded(text)
    except ValueError:
        return
    assert 2 * len(places) == sum(ord(character) < ord("_") for character in text)
