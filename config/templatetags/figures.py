"""How does a template list an activity's figures?"""

from __future__ import annotations

from django import template

from activities.tracking.models import Activity
from activities.tracking.photos.selectors import PhotoJSON
from activities.tracking.photos.selectors import photos_of as photos_of_activity
from config.pages.figures import Figure, figures_of, rounded
from config.pages.splits import Split, splits_of

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


@register.simple_tag
def photos_of(activity: Activity | None) -> list[PhotoJSON]:
    """The activity's photos, in order; none for None."""
    return photos_of_activity(activity) if activity else []


@register.simple_tag
def splits(activity: Activity, units: str) -> list[Split]:
    """How each kilometre or mile went; none where that is not known."""
    return splits_of(activity.splits, activity.distance_m, activity.activity_type, units)


def _figures(activity: Activity, units: str) -> list[Figure]:
    return figures_of(
        activity.activity_type, activity.distance_km, activity.duration_minutes, activity.elevation_m, units
    )
