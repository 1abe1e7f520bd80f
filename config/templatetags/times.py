"""How does a template tell when something was?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone

from config.pages.times import ago, exact

register = template.Library()


@register.inclusion_tag("social/when.html")
def when(moment: datetime | None, field: str = "") -> dict[str, Any]:
    """A <time>: how long ago, with the exact time on hover. `field` is its name for the modules."""
    if not moment:
        return {"field": field}
    return {"field": field, "moment": moment, "ago": ago(moment, timezone.now()), "exact": exact(moment)}


@register.inclusion_tag("social/when.html")
def clock(moment: datetime | None, field: str = "") -> dict[str, Any]:
    """A <time> that stays as it is: 14:02, with the exact time on hover."""
    if not moment:
        return {"field": field, "is_clock": True}
    told = f"{timezone.localtime(moment):%H:%M}"
    return {"field": field, "moment": moment, "ago": told, "exact": exact(moment), "is_clock": True}
