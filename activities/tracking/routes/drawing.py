"""How does a route look as an SVG path, with no map behind it?"""

from __future__ import annotations

from collections.abc import Sequence

from activities.tracking.routes.geometry import Flat, Position, flattened


def svg_path(positions: Sequence[Position], width: int, height: int, padding: int) -> str:
    """The `d` of a path that fills a box of `width` by `height`, north up, true to shape, centred.

    Nothing lies outside the padding; give a stroke half its width as padding at least. Coordinates have one
    decimal. A route that stays in one place is a dot in the middle (with round caps), no places are "".
    """
    if not positions:
        return ""
    flat = flattened(positions)
    west, east = min(x for x, _ in flat), max(x for x, _ in flat)
    south, north = min(y for _, y in flat), max(y for _, y in flat)
    scale = _scale((east - west, north - south), (width - 2 * padding, height - 2 * padding))
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    right, down = width / 2 - middle_x * scale, height / 2 + middle_y * scale
    dots = [f"{right + x * scale:.1f} {down - y * scale:.1f}" for x, y in flat]
    return f"M{dots[0]}L{' '.join(dots[1:] or dots)}"


def _scale(extent: Flat, box: Flat) -> float:
    """Units a metre that just fit the extent into the box; 0 for an extent below a millimetre."""
    fitting = [room / metres for metres, room in zip(extent, box, strict=True) if metres > 0.001]
    return min(fitting, default=0.0)
