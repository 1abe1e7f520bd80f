"""Are charts well-formed, told to those who cannot see them, and free of styles and of foreign markup?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree

from activities.stats.charts import HEIGHT, Bar, bar_chart, heat_map

SVG = "<svg"
HOSTILE = '"><script>alert(1)</script>&'


def parsed(markup: str) -> Any:
    assert "style" not in markup
    return ElementTree.fromstring(markup)


def test_the_highest_bar_is_as_high_as_the_chart_and_nothing_is_nothing() -> None:
    bars = [Bar("1", 5, "5 km"), Bar("2", 10, "10 km"), Bar("3", 0, "none")]
    drawn = parsed(bar_chart("Weeks", "Kilometres a week", bars))
    assert [float(bar.get("height")) for bar in drawn.iter("rect")] == [HEIGHT / 2, HEIGHT, 0]
    assert [float(bar.get("y")) for bar in drawn.iter("rect")] == [HEIGHT / 2, 0, HEIGHT]
    assert [text.text for text in drawn.iter("text")] == ["1", "2", "3"]


def test_a_chart_says_what_it_is() -> None:
    drawn = parsed(bar_chart("Weeks", "Kilometres a week", [Bar("1", 5, "5 km")]))
    assert (drawn.get("role"), drawn.get("aria-label")) == ("img", "Weeks")
    assert (drawn.find("title").text, drawn.find("desc").text) == ("Weeks", "Kilometres a week")
    assert [title.text for title in drawn.iter("title")] == ["Weeks", "5 km"]


def test_a_chart_of_nothing_is_drawn() -> None:
    assert list(parsed(bar_chart("Weeks", "", [])).iter("rect")) == []
    assert {bar.get("height") for bar in parsed(bar_chart("Weeks", "", [Bar("", 0, "")])).iter("rect")} == {"0"}


def test_texts_are_escaped() -> None:
    markup = bar_chart(HOSTILE, HOSTILE, [Bar(HOSTILE, 1, HOSTILE)])
    assert "<script" not in markup
    drawn = parsed(markup)
    assert (drawn.get("aria-label"), drawn.find("desc").text, next(drawn.iter("text")).text) == (HOSTILE,) * 3


def test_a_year_of_days_stands_in_columns_of_weeks() -> None:
    last = date(2026, 11, 21)
    values = {last: 2.0, last - timedelta(days=364): 8, last - timedelta(days=400): 99}
    drawn = parsed(heat_map("Days", "", values, last))
    cells = list(drawn.iter("rect"))
    assert len(cells) == 365
    assert cells[-1].get("y") == str(5 * 13), "a Saturday"
    assert (cells[-1].get("class"), cells[-2].get("class")) == ("chart-cell shade-2", "chart-cell shade-0")
    assert cells[0].get("class") == "chart-cell shade-4"
    assert len({cell.get("x") for cell in cells}) == 53
    assert len({(cell.get("x"), cell.get("y")) for cell in cells}) == 365
    assert cells[-1].find("title").text == "2026-11-21: 2"
