"""Can an owner see what became of what, try an endpoint out, and have something sent again?"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from notifications.models import Attempt, Endpoint, WebhookDelivery
from notifications.tests.webhooks.receivers import answering, in_turn
from notifications.webhooks.jobs import forget_old_deliveries
from notifications.webhooks.signing import secret_of

pytestmark = pytest.mark.django_db
HOOKS = "/api/v1/webhooks"


def test_the_log_says_what_came_of_each_attempt(alice: Any, sent: Any, api: Any) -> None:
    delivery = sent(answering(500, b"We are sorry."))
    (row,) = api(alice).get(f"{HOOKS}/{delivery.endpoint_id}/deliveries").json()["results"]
    (attempt,) = row["attempts"]
    assert (row["type"], row["status"], row["message_id"]) == ("activity_created", "pending", delivery.message_id)
    assert row["next_attempt_at"] is not None
    assert (attempt["number"], attempt["status_code"], attempt["error"]) == (1, 500, "")
    assert attempt["excerpt"] == "We are sorry."
    assert 0 <= attempt["duration_ms"] < 5000


def test_the_log_is_paged_and_costs_the_same_however_long(
    alice: Any, sent: Any, api: Any, django_assert_num_queries: Any
) -> None:
    endpoint = sent(answering(200)).endpoint
    for number in range(25):
        row = WebhookDelivery.objects.create(endpoint=endpoint, event_id=f"{number:032x}", type="activity_liked")
        Attempt.objects.create(delivery=row, number=1, status_code=500, duration_ms=1)
    client = api(alice)
    with django_assert_num_queries(4):  # who asks, the endpoint, the page, its attempts
        page = client.get(f"{HOOKS}/{endpoint.pk}/deliveries").json()
    assert len(page["results"]) == 20
    assert len(client.get(page["next"]).json()["results"]) == 6


def test_a_test_is_sent_at_once_and_once(alice: Any, hook: Any, receiver: Any, api: Any, run: Any, work: Any) -> None:
    """Also to an endpoint that is left alone for a while, and it is not held against it."""
    to = receiver(answering(500))
    endpoint = hook(alice, to)
    run(alice)
    work()
    answer = api(alice).post(f"{HOOKS}/{endpoint.pk}/test")
    assert (answer.status_code, answer.json()["type"], answer.json()["status"]) == (202, "test", "pending")
    work()
    assert [json.loads(got.body)["type"] for got in to.received] == ["activity_created", "test"]
    assert to.received[1].verify(secret_of(endpoint.seed))["data"] == {"message": "This is a test."}
    assert WebhookDelivery.objects.get(type="test").status == "failed"
    endpoint.refresh_from_db()
    assert endpoint.failures == 0


def test_a_test_that_arrives_ends_the_wait(alice: Any, hook: Any, receiver: Any, api: Any, run: Any, work: Any) -> None:
    to = receiver(in_turn(answering(503, Retry_After="3000"), answering(200)))
    endpoint = hook(alice, to)
    run(alice, title="First")
    work()
    run(alice, title="Second")
    work()
    assert len(to.received) == 1
    api(alice).post(f"{HOOKS}/{endpoint.pk}/test")
    work()
    assert [json.loads(got.body)["type"] for got in to.received] == ["activity_created", "test", "activity_created"]


@pytest.mark.parametrize("before", [200, 302])
def test_what_ended_is_sent_again_with_the_same_id(
    alice: Any, hook: Any, receiver: Any, api: Any, run: Any, work: Any, before: int
) -> None:
    to = receiver(in_turn(answering(before), answering(200)))
    endpoint = hook(alice, to)
    run(alice)
    work()
    delivery = WebhookDelivery.objects.get()
    answer = api(alice).post(f"{HOOKS}/{endpoint.pk}/deliveries/{delivery.pk}/replay")
    assert (answer.status_code, answer.json()["status"]) == (202, "pending")
    work()
    first, second = to.received
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    delivery.refresh_from_db()
    assert (delivery.status, [row.number for row in delivery.attempts.order_by("number")]) == ("delivered", [1, 2])


def test_tests_and_replays_have_a_limit(alice: Any, sent: Any, api: Any) -> None:
    delivery = sent(answering(200))
    where = f"{HOOKS}/{delivery.endpoint_id}"
    with time_machine.travel(timezone.now(), tick=False):  # a minute that does not end meanwhile
        tests = [api(alice).post(f"{where}/test").status_code for _ in range(11)]
        replays = [api(alice).post(f"{where}/deliveries/{delivery.pk}/replay").status_code for _ in range(31)]
    assert (tests, replays) == ([202] * 10 + [429], [202] * 30 + [429])


def test_a_key_makes_a_test_repeatable(alice: Any, sent: Any, api: Any) -> None:
    where = f"{HOOKS}/{sent(answering(200)).endpoint_id}/test"
    first, second = (api(alice).post(where, headers={"Idempotency-Key": "k"}).json() for _ in range(2))
    assert first == second
    assert WebhookDelivery.objects.filter(type="test").count() == 1


def test_deliveries_are_forgotten_after_a_month(sent: Any) -> None:
    delivery = sent(answering(200))
    forget_old_deliveries()
    assert WebhookDelivery.objects.count() == 1
    WebhookDelivery.objects.filter(pk=delivery.pk).update(created_at=timezone.now() - timedelta(days=30, hours=1))
    forget_old_deliveries()
    assert not Attempt.objects.exists()
    assert Endpoint.objects.exists()


def test_nothing_that_was_sent_is_kept(sent: Any) -> None:
    """Ids only: who reads the database, or the admin, reads no content of deliveries."""
    delivery = sent(answering(200))
    assert list(delivery.facts) == ["activity_id"]
    assert "Morning run" not in json.dumps(list(WebhookDelivery.objects.values()), default=str)
