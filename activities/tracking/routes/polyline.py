"""How is a line of places written as a short string? Google's Encoded Polyline Format, 5 decimals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from activities.tracking.routes.geometry import Position

_UNITS_A_DEGREE = 100_000
_OFFSET = 63
_MORE = 0x20


def encoded(positions: Sequence[Position]) -> str:
    """ASCII text that `decoded` turns back into the same places, to half of 0.00001 degrees (about 0.6 m)."""
    text: list[str] = []
    before = (0, 0)
    for latitude, longitude in positions:
        here = (round(latitude * _UNITS_A_DEGREE), round(longitude * _UNITS_A_DEGREE))
        text += (_word(here[0] - before[0]), _word(here[1] - before[1]))
        before = here
    return "".join(text)


def decoded(text: str) -> list[Position]:
    """The places of an encoded line. Raises ValueError for what `encoded` cannot have written."""
    steps = list(_steps(text))
    if len(steps) % 2:
        raise ValueError("An encoded polyline has a longitude for every latitude.")
    positions: list[Position] = []
    latitude = longitude = 0
    for north, east in zip(steps[::2], steps[1::2], strict=True):
        latitude, longitude = latitude + north, longitude + east
        positions.append((latitude / _UNITS_A_DEGREE, longitude / _UNITS_A_DEGREE))
    return positions


def _word(step: int) -> str:
    bits = ~(step << 1) if step < 0 else step << 1
    text = ""
    while bits >= _MORE:
        text += chr((_MORE | (bits & 0x1F)) + _OFFSET)
        bits >>= 5
    return text + chr(bits + _OFFSET)


def _steps(text: str) -> Iterator[int]:
    bits = shift = 0
    for character in text:
        five = ord(character) - _OFFSET
        if not 0 <= five < 2 * _MORE:
            raise ValueError("An encoded polyline has only the characters ? to ~.")
        bits |= (five & 0x1F) << shift
        shift += 5
        if five < _MORE:
            yield ~(bits >> 1) if bits & 1 else bits >> 1
            bits = shift = 0
    if shift:
        raise ValueError("The encoded polyline ends inside a number.")
