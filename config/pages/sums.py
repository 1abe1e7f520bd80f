"""Which few figures sum up what a person has done, in the reader's units?"""

from __future__ import annotations

from typing import Any

from activities.stats.selectors import Figures
from config.pages.figures import KM_A_MILE, M_A_FOOT, Figure, rounded
from social.accounts.models import User


def summary_of(person: User, viewer: User) -> list[Figure]:
    """All in all: a line of figures, in the viewer's units; empty where there is nothing."""
    figures = Figures(person, viewer)
    sums, _ = figures.totals()
    if not sums["activities"]:
        return []
    told = sums_told(sums, viewer.units)
    days = figures.streak()["current"]
    if days > 1:
        told.append(Figure("In a row", str(days), "days"))
    if person == viewer:
        told.append(Figure("Level", str(figures.progress().level), ""))
    return told


def sums_told(sums: dict[str, Any], units: str) -> list[Figure]:
    """How often, how far, how long and how high: those that say something."""
    hours = sums["duration_minutes"] / 60
    km, climb_m = sums["distance_km"], sums["elevation_m"]
    far = km if units == "km" else km / KM_A_MILE
    high = climb_m if units == "km" else climb_m / M_A_FOOT
    told = [
        Figure("Activities", f"{sums['activities']:,}", ""),
        Figure("Distance", rounded(far, 1 if far < 1000 else 0), units) if km else None,
        Figure("Time", rounded(hours, 1 if hours < 1000 else 0), "h"),
        Figure("Climb", rounded(high), "m" if units == "km" else "ft") if climb_m >= 1 else None,
    ]
    return [figure for figure in told if figure]
