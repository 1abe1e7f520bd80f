"""How are a person's figures shown: sums, weeks, months, a calendar, level, badges and quests?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from activities.achievements.selectors import achievements_of, achievements_shown, quests_today
from activities.stats.charts import Bar, bar_chart, heat_map
from activities.stats.selectors import HEAT_DAYS, Figures, Span
from activities.tracking.models import ActivityType
from config.pages.figures import KM_A_MILE
from config.pages.page import PersonRequest, page
from config.pages.people import known_by, named
from config.pages.sums import sums_told
from config.pages.times import MONTHS
from social.accounts.models import User
from social.accounts.selectors import sees_whole

WEEKS, MONTHS_SHOWN = 12, 12
TYPES = dict(ActivityType.choices)


@page
def stats(request: PersonRequest) -> HttpResponse:
    """The person's own figures, every badge, and the quests of today."""
    person = request.user
    context = charts_of(person, person) | {"badges": achievements_of(person), "quests": quests_today(person)}
    standing = context["progress"]
    context |= {"level_size": standing.next_level_xp - standing.level_xp, "level_done": standing.xp - standing.level_xp}
    return render(request, "social/stats.html", context | {"next_level": standing.level + 1})


@page
def person(request: PersonRequest, username: str) -> HttpResponse:
    """The figures of a person, as far as one may see their activities."""
    shown = named(request.user, username)
    context = known_by(request.user, shown)
    if sees_whole(request.user, shown, context["tie"]):
        context |= charts_of(shown, request.user) | {"badges": achievements_shown(shown, request.user)}
    return render(request, "social/person_figures.html", context | {"part": "figures"})


def charts_of(person: User, viewer: User) -> dict[str, Any]:
    """What the pages of figures show of the person, in the viewer's units."""
    figures, units = Figures(person, viewer), viewer.units
    sums, by_type = figures.totals()
    this_month = figures.today.replace(day=1)
    weeks = figures.weeks(Span(figures.today - timedelta(weeks=WEEKS - 1), figures.today))
    months = figures.months(Span(_months_before(this_month, MONTHS_SHOWN - 1), figures.today))
    return {
        "sums": sums_told(sums, units) if sums["activities"] else [],
        "by_type": [(TYPES[row["activity_type"]], sums_told(row, units)) for row in by_type],
        "streak": figures.streak(),
        "weeks": _bars("The last twelve weeks", weeks, units, "Week of {day} {month}"),
        "months": _bars("The last twelve months", months, units, "{month} {year}"),
        "calendar": _calendar(figures),
        "progress": figures.progress() if person == viewer else None,
    }


def _bars(title: str, rows: list[dict[str, Any]], units: str, name: str) -> SafeString:
    """A bar for each row: its distance, or its time where nobody went anywhere."""
    is_far = any(row["distance_km"] for row in rows)
    bars = [
        Bar(_label(row["start"], place, name), _value(row, is_far, units), _told(row, name, units))
        for place, row in enumerate(rows)
    ]
    what = ("Kilometres" if units == "km" else "Miles") if is_far else "Hours"
    return bar_chart(f"{title}: {what.lower()}", f"{what}, one bar for each.", bars)


def _value(row: dict[str, Any], is_far: bool, units: str) -> float:
    if not is_far:
        return float(row["duration_minutes"]) / 60
    return float(row["distance_km"] if units == "km" else row["distance_km"] / KM_A_MILE)


def _told(row: dict[str, Any], name: str, units: str) -> str:
    figures = ", ".join(f"{one.value} {one.unit or one.label.lower()}" for one in sums_told(row, units))
    return f"{_named(row['start'], name)}: {figures if row['activities'] else 'nothing'}"


def _named(day: date, name: str) -> str:
    return name.format(day=day.day, month=MONTHS[day.month - 1], year=day.year)


def _label(day: date, place: int, name: str) -> str:
    """Below every bar of months, and below every second of weeks: they are too narrow for more."""
    if "{day}" not in name:
        return MONTHS[day.month - 1]
    return "" if place % 2 else _named(day, "{day} {month}")


def _calendar(figures: Figures) -> SafeString:
    minutes = {row["date"]: float(round(row["duration_minutes"])) for row in figures.days()}
    about = f"Minutes of each of the last {HEAT_DAYS} days, {len(minutes)} of them active."
    return heat_map("The last year: minutes a day", about, minutes, figures.today, HEAT_DAYS)


def _months_before(month: date, number: int) -> date:
    counted = month.year * 12 + month.month - 1 - number
    return date(counted // 12, counted % 12 + 1, 1)
