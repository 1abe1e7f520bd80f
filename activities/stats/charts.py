"""How are figures drawn? As SVG without styles: the page's style sheet says what its classes look like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

BAR, GAP, HEIGHT, FOOT = 28, 8, 120, 18
CELL, STEP = 11, 13
SHADES = 4


class Bar(NamedTuple):
    """One bar: what is written below it, how high it is (0 and up), and what a reader is told."""

    label: str
    value: float
    told: str


def bar_chart(title: str, description: str, bars: Sequence[Bar]) -> SafeString:
    """Bars side by side, the highest as high as the chart. Every text is escaped."""
    highest = max((bar.value for bar in bars), default=0)
    drawn = format_html_join("", "{}", ((_bar(place, bar, highest),) for place, bar in enumerate(bars)))
    width = max(len(bars), 1) * (BAR + GAP)
    return _figure("chart chart-bars", (width, HEIGHT + FOOT), title, description, drawn)


def heat_map(title: str, description: str, values: Mapping[date, float], last: date, days: int = 365) -> SafeString:
    """A cell a day, a column a week from Monday, up to `last`; shades 0 to 4 by the share of the highest value."""
    first = last - timedelta(days=days - 1)
    monday = first - timedelta(days=first.weekday())
    shown = {first + timedelta(days=n): values.get(first + timedelta(days=n), 0) for n in range(days)}
    highest = max(shown.values(), default=0)
    drawn = format_html_join("", "{}", ((_cell(day, monday, value, highest),) for day, value in shown.items()))
    columns = (last - monday).days // 7 + 1
    return _figure("chart chart-heat", (columns * STEP, 7 * STEP), title, description, drawn)


def _figure(classes: str, size: tuple[int, int], title: str, description: str, drawn: SafeString) -> SafeString:
    return format_html(
        '<svg class="{}" viewBox="0 0 {} {}" role="img" aria-label="{}"><title>{}</title><desc>{}</desc>{}</svg>',
        classes,
        *size,
        title,
        title,
        description,
        drawn,
    )


def _bar(place: int, bar: Bar, highest: float) -> SafeString:
    height = round(bar.value / highest * HEIGHT, 1) if highest else 0
    left = place * (BAR + GAP) + GAP // 2
    return format_html(
        '<g class="chart-bar"><title>{}</title><rect x="{}" y="{}" width="{}" height="{}" rx="3"/>'
        '<text x="{}" y="{}" text-anchor="middle">{}</text></g>',
        bar.told,
        left,
        round(HEIGHT - height, 1),
        BAR,
        height,
        left + BAR // 2,
        HEIGHT + FOOT - 4,
        bar.label,
    )


def _cell(day: date, monday: date, value: float, highest: float) -> SafeString:
    shade = min(SHADES, 1 + int(value / highest * SHADES)) if value > 0 else 0
    return format_html(
        '<rect class="chart-cell shade-{}" x="{}" y="{}" width="{}" height="{}" rx="2"><title>{}: {}</title></rect>',
        shade,
        (day - monday).days // 7 * STEP,
        day.weekday() * STEP,
        CELL,
        CELL,
        day.isoformat(),
        f"{value:g}",
    )
