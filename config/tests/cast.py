"""Who plays in the tests? alice and bob are friends, charlie is a stranger, dana is staff."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import django
import pytest
from asgiref.sync import async_to_sync

django.setup()  # this is a plugin, imported before pytest-django has done so

from django.conf import settings  # noqa: E402
from django.core.cache import cache  # noqa: E402
from rest_framework.test import APIClient  # noqa: E402

from config.kernel.features import FEATURES  # noqa: E402

# Every test client would look through all static files anew; the tests' own servers still do, once.
settings.SERVESTATIC_USE_FINDERS = settings.SERVESTATIC_USE_STATIC_ROOT = False
PASSWORD = "a-good-password-for-tests"
for feature in FEATURES:
    os.environ.setdefault(f"FEATURE_{feature.upper()}", "enabled")


@pytest.fixture(autouse=True)
def empty_cache(request: pytest.FixtureRequest) -> None:
    """Limits and flags start afresh in each test."""
    if (
        "db" in request.fixturenames
        or "transactional_db" in request.fixturenames
        or request.node.get_closest_marker("django_db")
    ):
        cache.clear()


@pytest.fixture
def person(db: None) -> Callable[..., Any]:
    """Makes a person: `person("erin")`, with any fields."""
    from social.accounts.models import User

    def make(username: str, **fields: Any) -> User:
        fields = {"name": username.title(), "email": f"{username}@example.org", "password": PASSWORD} | fields
        return User.objects.create_user(username=username, **fields)

    return make


@pytest.fixture
def befriend() -> Callable[..., None]:
    """Makes two people friends, through the services."""
    from social.friendships.services import accept_request, send_request

    def make(one: Any, other: Any) -> None:
        send_request(one, other.pk)
        accept_request(other, one.pk)

    return make


@pytest.fixture
def alice(person: Any) -> Any:
    return person("alice")


@pytest.fixture
def bob(person: Any, alice: Any, befriend: Any) -> Any:
    """A friend of alice."""
    bob = person("bob")
    befriend(alice, bob)
    return bob


@pytest.fixture
def charlie(person: Any) -> Any:
    """A stranger to everybody."""
    return person("charlie")


@pytest.fixture
def dana(person: Any) -> Any:
    """Staff, a moderator with all permissions."""
    return person("dana", is_staff=True, is_superuser=True)


@pytest.fixture
def api() -> Callable[[Any], APIClient]:
    """A client of the REST API, signed in: `api(alice).get("/api/v1/feed")`."""

    def sign_in(person: Any = None) -> APIClient:
        client = APIClient()
        if person is not None:
            client.force_login(person)
        return client

    return sign_in


@pytest.fixture
def run(db: None) -> Callable[..., Any]:
    """Records a run: `run(alice, title="Lunch run")`."""
    from activities.tracking.services import create_activity

    def make(by: Any, **fields: Any) -> Any:
        fields = {
            "activity_type": "run",
            "title": "Morning run",
            "started_at": datetime(2026, 5, 1, 6, 30, tzinfo=UTC),
            "duration_s": 3000,
            "distance_m": 10_000.0,
            "visibility": 1,
        } | fields
        return create_activity(by, **fields)

    return make


@pytest.fixture
def relay(alone: None) -> Callable[[], None]:
    """Relays what waits in the outbox, here and now: `relay()`."""
    from config.tests.relaying import drain

    return async_to_sync(drain)
