"""How is what a challenge counts told, in the person's units?

`amounts.js` does the same in the browser; both are tested with the cases in config/tests/pages/client/amounts.json.
"""

from __future__ import annotations

from activities.challenges.models import Metric
from config.pages.figures import KM_A_MILE, M_A_FOOT, Figure, rounded


def scale_of(metric: str, units: str) -> float:
    """How many of the challenge's own units (metres, seconds, activities) are one of those a page shows."""
    if metric == Metric.DISTANCE:
        return 1000 if units == "km" else 1000 * KM_A_MILE
    if metric == Metric.ELEVATION:
        return 1 if units == "km" else M_A_FOOT
    return 3600 if metric == Metric.TIME else 1


def amount(value: int, metric: str, units: str) -> Figure:
    """`value` of the challenge's own units: 42195 of distance is 42.2 km."""
    shown = value / scale_of(metric, units)
    if metric == Metric.COUNT:
        return Figure("Activities", rounded(shown), "activity" if value == 1 else "activities")
    if metric == Metric.ELEVATION:
        return Figure("Climb", rounded(shown), "m" if units == "km" else "ft")
    digits = 1 if shown < 1000 and not shown.is_integer() else 0
    if metric == Metric.TIME:
        return Figure("Time", rounded(shown, digits), "h")
    return Figure("Distance", rounded(shown, digits), units)
