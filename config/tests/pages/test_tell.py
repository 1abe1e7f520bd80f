"""Are figures, moments, routes and initials told as the browser tells them? Both read the same cases."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from activities.tasks.models import Task
from activities.tracking.routes.drawing import svg_path
from activities.tracking.routes.polyline import decoded
from config.pages.amounts import amount
from config.pages.figures import figures_of
from config.pages.splits import splits_of
from config.pages.talks import names_in_short
from config.pages.thread import words_of
from config.pages.times import ago, day, exact
from config.templatetags.people import initials
from config.templatetags.routes import PADDING, WIDTH


def cases(name: str) -> Any:
    """The cases that hold for the server and the browser alike."""
    return json.loads((Path(__file__).parent / "client" / f"{name}.json").read_text())


@pytest.mark.parametrize("case", cases("figures"))
def test_figures_are_told(case: dict[str, Any]) -> None:
    told = figures_of(case["kind"], case["km"], case["minutes"], case["climb"], case["units"])
    assert [list(figure) for figure in told] == case["figures"]


@pytest.mark.parametrize("case", cases("days"))
def test_days_are_told(case: dict[str, str]) -> None:
    with timezone.override(ZoneInfo(case["zone"])):
        assert day(datetime.fromisoformat(case["moment"]), datetime.fromisoformat(case["now"])) == case["day"]


@pytest.mark.parametrize("case", cases("talks"))
def test_groups_are_named(case: dict[str, Any]) -> None:
    assert names_in_short(case["names"]) == case["short"]


@pytest.mark.parametrize("case", cases("times"))
def test_moments_are_told(case: dict[str, str]) -> None:
    moment, now = datetime.fromisoformat(case["moment"]), datetime.fromisoformat(case["now"])
    with timezone.override(ZoneInfo(case["zone"])):
        assert (ago(moment, now), exact(moment)) == (case["ago"], case["exact"])


@pytest.mark.parametrize("case", cases("routes"))
def test_routes_are_drawn(case: dict[str, Any]) -> None:
    assert svg_path(decoded(case["polyline"]), WIDTH, case["height"], PADDING) == case["path"]


@pytest.mark.parametrize(("name", "letters"), cases("names"))
def test_people_have_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize("case", cases("words"))
def test_mentions_are_found(case: dict[str, Any]) -> None:
    assert [list(words) for words in words_of(case["content"], case["usernames"])] == case["words"]


@pytest.mark.parametrize("case", cases("amounts"))
def test_what_a_challenge_counts_is_told(case: dict[str, Any]) -> None:
    figure = amount(case["value"], case["metric"], case["units"])
    assert f"{figure.value} {figure.unit}" == case["told"]


def test_splits_are_told_with_the_rest_at_the_end() -> None:
    parts = {"km": [300, 330, 120], "mile": [500, 250]}
    assert [tuple(part) for part in splits_of(parts, 2400.0, "run", "km")] == [
        ("1", "5:00", "5:00", 100),
        ("2", "5:30", "5:30", 91),
        ("0.40", "2:00", "5:00", 100),
    ]
    assert [part.rate for part in splits_of(parts, 2400.0, "ride", "km")] == ["12.0", "10.9", "12.0"]
    assert len(splits_of(parts, 2400.0, "run", "mi")) == 2
    assert splits_of(None, 2400.0, "run", "km") == splits_of({"km": [300]}, 900.0, "run", "km") == []


@pytest.mark.parametrize("case", cases("states")["tasks"])
def test_how_far_a_file_is_is_told(case: dict[str, Any]) -> None:
    task = Task(kind="pdf", **{name: case[name] for name in ("status", "done", "total", "error")})
    task.ends_at = case["kept_until"] and datetime.fromisoformat(case["kept_until"])
    with timezone.override(ZoneInfo("Europe/Oslo")):
        assert f">{case['told']}</p>" in render_to_string("social/export_row.html", {"task": task})


@pytest.mark.parametrize("case", cases("states")["deliveries"])
def test_what_became_of_a_delivery_is_told(case: dict[str, str]) -> None:
    assert f">{case['told']}</p>" in render_to_string("social/delivery.html", {"delivery": case})
