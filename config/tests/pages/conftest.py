"""How does a test visit a page? As a browser without JavaScript does: it gets, follows and sends forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

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
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return sum(not any(kept in query["sql"] for kept in KEPT) for query in asked)

    return count
