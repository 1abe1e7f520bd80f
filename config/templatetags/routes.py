"""How does a template draw a route?"""

from __future__ import annotations

from typing import Any

from django import template

from activities.tracking.routes.drawing import svg_path
from activities.tracking.routes.polyline import decoded

WIDTH, PADDING = 600, 16
CARD_HEIGHT, PAGE_HEIGHT = 240, 380

register = template.Library()


@register.inclusion_tag("social/route.html")
def route_card(polyline: str) -> dict[str, Any]:
    """The route as a card shows it; hidden where there is none. `routes.js` draws the same."""
    return _drawn(polyline, CARD_HEIGHT)


@register.inclusion_tag("social/route.html")
def route_page(polyline: str) -> dict[str, Any]:
    """The route as its own page shows it."""
    return _drawn(polyline, PAGE_HEIGHT)


def _drawn(polyline: str, height: int) -> dict[str, Any]:
    path = svg_path(decoded(polyline), WIDTH, height, PADDING)
    return {"path": path, "width": WIDTH, "height": height}
