"""How does a test visit a page? As a browser without JavaScript does: it gets, follows and sends forms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from activities.challenges.models import Challenge
from activities.challenges.services import create_challenge

KEPT = ('"flags"', "django_session")


@pytest.fixture
def visit() -> Callable[[Any], Client]:
    """A visitor with cookies of their own: `visit(alice).get("/social/")`; `visit()` is signed out."""

    def sign_in(person: Any = None) -> Client:
        client = Client()
        if person is not None:
            client.force_login(person)
        return client

    return sign_in


@pytest.fixture
def switched_off(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Takes a feature from everybody: `switched_off("likes")`."""

    def switch(feature: str) -> None:
        monkeypatch.setenv(f"FEATURE_{feature.upper()}", "disabled")

    return switch


@pytest.fixture
def cost() -> Callable[[Client, str], int]:
    """How many questions a page asks the database: `cost(client, "/social/")`.

    Without flags and sessions, which come from the cache unless it has just been emptied.
    """

    def count(client: Client, address: str) -> int:
        asked = list[str]()

        def note(execute: Any, sql: str, *rest: Any) -> Any:
            asked.append(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(note):
            assert client.get(address).status_code == 200
        return sum(not any(kept in sql for kept in KEPT) for sql in asked)

    return count


@pytest.fixture
def challenge_of(db: None) -> Callable[..., Challenge]:
    """Sets a challenge up that has just begun: `challenge_of(alice, title="The long way")`."""

    def make(by: Any, **fields: Any) -> Challenge:
        now = timezone.now()
        usual = {"title": "The long way", "metric": "distance", "goal": 100_000, "visibility": "friends"}
        window = {"starts_at": now - timedelta(hours=1), "ends_at": now + timedelta(days=9)}
        return create_challenge(by, **usual | window | fields)

    return make
