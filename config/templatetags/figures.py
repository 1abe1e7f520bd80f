"""How does a template list an activity's figures?"""

from __future__ import annotations

from django import template

from activities.tracking.models import Activity
from config.pages.figures import Figure, figures_of, rounded

register = template.Library()


@register.inclusion_tag("social/figures.html")
def figures(activity: Activity, units: str) -> dict[str, list[Figure]]:
    """The figures of a card, in the reader's units."""
    return {"figures": _figures(activity, units)}


@register.inclusion_tag("social/figures.html")
def all_figures(activity: Activity, units: str) -> dict[str, list[Figure]]:
    """The figures of a card, and heart rate and calories."""
    more = [("Heart rate", activity.average_heart_rate, "bpm"), ("Energy", activity.calories, "kcal")]
    return {
        "figures": _figures(activity, units)
        + [Figure(label, rounded(value), unit) for label, value, unit in more if value]
    }


def _figures(activity: Activity, units: str) -> list[Figure]:
    return figures_of(
        activity.activity_type, activity.distance_km, activity.duration_minutes, activity.elevation_m, units
    )
