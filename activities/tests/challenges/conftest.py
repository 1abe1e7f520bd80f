"""What do the tests of challenges begin with?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from activities.challenges import joining
from activities.challenges.services import create_challenge
from activities.models import Challenge


@pytest.fixture
def hold(db: None) -> Callable[..., Challenge]:
    """Sets up a challenge that began twelve hours ago: `hold(alice, metric="time", joined_by=[bob])`."""

    def make(by: Any, joined_by: Any = (), begins_in_h: float = -12, **fields: Any) -> Challenge:
        starts_at = timezone.now() + timedelta(hours=begins_in_h)
        fields = {
            "title": "The long June",
            "metric": "distance",
            "goal": 100_000,
            "visibility": "public",
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(days=30),
        } | fields
        challenge = create_challenge(by, **fields)
        for person in joined_by:
            joining.join_challenge(challenge, person)
        return challenge

    return make


@pytest.fixture
def ride(run: Callable[..., Any]) -> Callable[..., Any]:
    """Records what somebody did so many hours ago: `ride(alice, 12_500)` is 12.5 km an hour ago."""

    def make(by: Any, metres: float = 10_000, hours_ago: float = 1, **fields: Any) -> Any:
        started_at = timezone.now() - timedelta(hours=hours_ago)
        return run(by, distance_m=float(metres), started_at=started_at, **fields)

    return make


@pytest.fixture
def board(api: Any) -> Callable[..., list[tuple[str, int, int]]]:
    """The board as somebody reads it: (user name, rank, value) a line."""

    def read(viewer: Any, challenge: Challenge, scope: str = "all") -> list[tuple[str, int, int]]:
        answer = api(viewer).get(f"/api/v1/challenges/{challenge.pk}/leaderboard?scope={scope}")
        assert answer.status_code == 200, answer.json()
        return [(row["user"]["username"], row["rank"], row["value"]) for row in answer.json()["results"]]

    return read


@pytest.fixture
def standing(api: Any) -> Callable[..., Any]:
    """How somebody stands in a challenge, as the API answers them."""

    def read(person: Any, challenge: Challenge) -> Any:
        return api(person).get(f"/api/v1/challenges/{challenge.pk}").json()["me"]

    return read
