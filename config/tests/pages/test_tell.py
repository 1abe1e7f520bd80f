"""Are figures, moments, routes and initials told as the browser tells them? Both read the same cases."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from activities.tracking.routes.drawing import svg_path
from activities.tracking.routes.polyline import decoded
from config.pages.figures import figures_of
from config.pages.times import ago, exact
from config.templatetags.people import initials
from config.templatetags.routes import PADDING, WIDTH


def cases(name: str) -> Any:
    """The cases that hold for the server and the browser alike."""
    return json.loads((Path(__file__).parent / "client" / f"{name}.json").read_text())


@pytest.mark.parametrize("case", cases("figures"))
def test_figures_are_told(case: dict[str, Any]) -> None:
    told = figures_of(case["kind"], case["km"], case["minutes"], case["climb"], case["units"])
    assert [list(figure) for figure in told] == case["figures"]


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
