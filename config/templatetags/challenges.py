"""How does a template tell what a challenge counts?"""

from __future__ import annotations

from typing import Any

from django import template

from activities.challenges.models import Metric
from config.pages.amounts import amount

WHAT = {
    Metric.DISTANCE: "distance",
    Metric.TIME: "time",
    Metric.COUNT: "activities",
    Metric.ELEVATION: "climb",
}

register = template.Library()


@register.simple_tag
def told(value: Any, metric: str, units: str) -> str:
    """A value of a challenge in the reader's units: 42.2 km; "" where there is none."""
    if not isinstance(value, int):
        return ""
    figure = amount(value, metric, units)
    return f"{figure.value} {figure.unit}"


@register.filter
def counted(metric: str) -> str:
    """What is counted, in a word."""
    return WHAT[Metric(metric)]


@register.simple_tag
def bar(value: Any, goal: Any) -> dict[str, int]:
    """How far along, for a progress bar: never beyond its end."""
    return {"value": min(int(value or 0), int(goal or 1)), "max": int(goal or 1)}
