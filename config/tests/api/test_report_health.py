"""Does the server say that it lives, and that it can serve, only when it does?"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.utils import timezone

from config.tests.live import database_url
from realtime.models import OutboxEvent
from realtime.streams.connection import sync_client

pytestmark = pytest.mark.django_db


def waiting(age_s: int, error: str = "") -> None:
    OutboxEvent.objects.create(
        event_id=uuid.uuid4(),
        type="feed_update",
        lane=0,
        audience="{}",
        payload="{}",
        created_at=timezone.now() - timedelta(seconds=age_s),
        error=error,
    )


def test_it_lives_without_asking_anybody(client: Any, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_it_is_ready(client: Any) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready", "faults": {}})


def test_it_is_not_ready_while_a_migration_waits(client: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'notifications'")
    answer = client.get("/readyz")
    assert (answer.status_code, list(answer.json()["faults"])) == (503, ["database"])
    assert "manage.py migrate" in answer.json()["faults"]["database"]


@pytest.mark.parametrize(("age_s", "error", "status"), [(59, "", 200), (90, "", 503), (90, "set aside", 200)])
def test_it_is_not_ready_while_events_wait_for_a_worker(client: Any, age_s: int, error: str, status: int) -> None:
    """One that was set aside for a person to look at holds nothing up."""
    waiting(age_s, error)
    answer = client.get("/readyz")
    assert answer.status_code == status
    assert list(answer.json()["faults"]) == (["outbox"] if status == 503 else [])


@pytest.fixture
def _no_redis(settings: Any) -> Iterator[None]:
    """Nobody listens where Redis should be."""
    sync_client.cache_clear()
    settings.REDIS_STREAMS_URL = "redis://127.0.0.1:1/0"
    yield
    sync_client.cache_clear()


@pytest.mark.usefixtures("_no_redis")
def test_without_redis_it_is_not_ready_and_still_lives(client: Any) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["faults"]) == (503, {"redis": "Redis does not answer"})
    assert client.get("/healthz").status_code == 200


@pytest.mark.usefixtures("_no_redis")
def test_without_redis_the_feed_is_served_without_a_position(alice: Any, bob: Any, run: Any, api: Any) -> None:
    """X2: writes succeed too."""
    row = run(bob)
    answer = api(alice).get("/api/v1/feed")
    assert [shown["id"] for shown in answer.json()["results"]] == [row.pk]
    assert "X-Position" not in answer
    assert api(alice).post(f"/api/v1/activities/{row.pk}/like").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_without_the_database_it_is_not_ready(client: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    with psycopg.connect(database_url(), autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    answer = client.get("/readyz")
    connection.close()
    assert (answer.status_code, answer.json()["status"]) == (503, "unready")
    assert "database" in answer.json()["faults"]
    assert client.get("/readyz").status_code == 200
