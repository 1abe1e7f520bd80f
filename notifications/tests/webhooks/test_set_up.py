"""Can a person set up endpoints, change them and take them away, and nobody else?"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from config.kernel.models import Flag, IdempotencyKey
from notifications.models import Endpoint, Notification, WebhookDelivery
from notifications.tests.webhooks.receivers import answering
from notifications.webhooks.services import create_endpoint
from notifications.webhooks.signing import secret_of

pytestmark = pytest.mark.django_db
HOOKS = "/api/v1/webhooks"
EVENTS = ["activity_created", "friend_request"]


@pytest.fixture
def body(receiver: Any) -> dict[str, Any]:
    """What sets up an endpoint that leads to a receiver."""
    return {"url": receiver().url, "events": EVENTS[::-1], "description": "My own server"}


def test_an_endpoint_is_set_up_and_its_secret_shown_once(alice: Any, api: Any, body: Any) -> None:
    """S-OUT-8."""
    client = api(alice)
    answer = client.post(HOOKS, body)
    assert answer.status_code == 201
    made = answer.json()
    secret = made.pop("secret")
    assert secret == secret_of(Endpoint.objects.get().seed)
    assert {name: made[name] for name in ("url", "events", "description", "active", "disabled_reason")} == {
        "url": body["url"],
        "events": EVENTS,
        "description": "My own server",
        "active": True,
        "disabled_reason": "",
    }
    single, listed = client.get(f"{HOOKS}/{made['id']}"), client.get(HOOKS)
    assert single.json() == made == listed.json()["results"][0]
    stored = json.dumps(list(Endpoint.objects.values()), default=str)
    for text in (single.content.decode(), listed.content.decode(), stored):
        assert secret.removeprefix("whsec_") not in text


def test_the_same_key_makes_one_endpoint_and_keeps_no_secret(alice: Any, api: Any, body: Any) -> None:
    client = api(alice)
    first, second = (client.post(HOOKS, body, headers={"Idempotency-Key": "k"}) for _ in range(2))
    assert (first.status_code, second.status_code, Endpoint.objects.count()) == (201, 201, 1)
    assert first.json() == second.json()
    assert "whsec_" not in json.dumps(IdempotencyKey.objects.get().answer)


@pytest.mark.parametrize(
    ("change", "field"),
    [({"events": []}, "events"), ({"events": ["everything"]}, "events"), ({"events": "activity_created"}, "events"),
     ({"url": "http://10.0.0.1/"}, "url"), ({"url": None}, "url"), ({"url": "x" * 501}, "url"),
     ({"description": "x" * 201}, "description"), ({"secret": "whsec_mine"}, "secret"), ({"owner": 1}, "owner")],
)  # fmt: skip
def test_faulty_input_is_refused_by_name(alice: Any, api: Any, body: Any, change: Any, field: str) -> None:
    answer = api(alice).post(HOOKS, body | change)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    assert not Endpoint.objects.exists()


def test_an_endpoint_is_changed(alice: Any, api: Any, body: Any, receiver: Any) -> None:
    client = api(alice)
    where = f"{HOOKS}/{client.post(HOOKS, body).json()['id']}"
    other = receiver().url
    changed = client.patch(where, {"url": other, "events": ["message_received"], "description": ""}).json()
    assert (changed["url"], changed["events"], changed["description"]) == (other, ["message_received"], "")
    assert client.patch(where, {"url": "http://[::1]/"}).status_code == 400
    assert client.get(where).json()["url"] == other


def test_an_endpoint_is_switched_off_and_on_by_its_owner(alice: Any, api: Any, body: Any, run: Any) -> None:
    client = api(alice)
    where = f"{HOOKS}/{client.post(HOOKS, body).json()['id']}"
    run(alice)
    off = client.patch(where, {"active": False}).json()
    assert (off["active"], off["disabled_reason"]) == (False, "owner")
    assert WebhookDelivery.objects.values_list("status", "dropped_reason").get() == ("dropped", "endpoint_off")
    run(alice)
    assert WebhookDelivery.objects.count() == 1
    for method, path in (("post", f"{where}/test"), ("post", f"{where}/deliveries/{_delivery_id()}/replay")):
        answer = getattr(client, method)(path)
        assert (answer.status_code, answer.json()["code"]) == (409, "webhook_off")
    on = client.patch(where, {"active": True}).json()
    assert (on["active"], on["disabled_at"], on["disabled_reason"]) == (True, None, "")
    run(alice)
    assert WebhookDelivery.objects.count() == 2
    assert not Notification.objects.filter(type="webhook").exists()


def _delivery_id() -> int:
    return WebhookDelivery.objects.latest("pk").pk


def test_switching_on_again_takes_the_notice_back(alice: Any, sent: Any, api: Any) -> None:
    sent(answering(410))
    assert Notification.objects.filter(user=alice, type="webhook").exists()
    where = f"{HOOKS}/{Endpoint.objects.get().pk}"
    assert api(alice).patch(where, {"active": True}).json()["active"] is True
    assert not Notification.objects.filter(user=alice, type="webhook").exists()


def test_an_endpoint_is_deleted_with_its_log(alice: Any, sent: Any, api: Any) -> None:
    sent(answering(410))
    where = f"{HOOKS}/{Endpoint.objects.get().pk}"
    assert api(alice).delete(where).status_code == 204
    assert (api(alice).get(where).status_code, api(alice).delete(where).status_code) == (404, 404)
    assert not WebhookDelivery.objects.exists()
    assert not Notification.objects.filter(user=alice, type="webhook").exists()


def test_a_secret_is_rotated_once_a_key(alice: Any, api: Any, body: Any) -> None:
    client = api(alice)
    made = client.post(HOOKS, body).json()
    keyed = {"headers": {"Idempotency-Key": "k"}}
    first, second = (client.post(f"{HOOKS}/{made['id']}/rotate-secret", **keyed).json() for _ in range(2))
    assert first["secret"] == second["secret"] != made["secret"]
    assert first["rotated_at"] is not None
    assert secret_of(Endpoint.objects.get().former_seed) == made["secret"]  # type: ignore[arg-type]


def test_ten_are_enough(alice: Any, api: Any, body: Any) -> None:
    """S-OUT-11."""
    for _ in range(10):
        Endpoint.objects.create(owner=alice, url=body["url"], events=EVENTS)
    answer = api(alice).post(HOOKS, body)
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_webhooks")


def test_five_new_an_hour_are_enough(alice: Any, api: Any, body: Any) -> None:
    """S-OUT-11: deleting does not help."""
    client = api(alice)
    for _ in range(5):
        made = client.post(HOOKS, body)
        assert made.status_code == 201
        client.delete(f"{HOOKS}/{made.json()['id']}")
    answer = client.post(HOOKS, body)
    assert (answer.status_code, "Retry-After" in answer.headers) == (429, True)


def test_who_tries_addresses_out_is_stopped(alice: Any, api: Any, body: Any) -> None:
    answers = [api(alice).post(HOOKS, body | {"url": f"https://10.0.0.{n}/"}).status_code for n in range(31)]
    assert answers == [400] * 30 + [429]


def paths(endpoint: Endpoint) -> list[tuple[str, str]]:
    where = f"{HOOKS}/{endpoint.pk}"
    delivery = WebhookDelivery.objects.create(endpoint=endpoint, event_id="0" * 32, type="activity_created")
    return [
        ("get", where), ("patch", where), ("delete", where), ("post", f"{where}/test"),
        ("post", f"{where}/rotate-secret"), ("get", f"{where}/deliveries"),
        ("post", f"{where}/deliveries/{delivery.pk}/replay"),
    ]  # fmt: skip


def test_for_a_stranger_a_friend_and_staff_there_is_nothing(
    alice: Any, bob: Any, charlie: Any, dana: Any, api: Any, body: Any
) -> None:
    endpoint = create_endpoint(alice, url=body["url"], events=EVENTS)
    asked = paths(endpoint)
    for person in (bob, charlie, dana):
        for method, path in asked:
            answer = getattr(api(person), method)(path, {"active": False} if method == "patch" else None)
            assert (answer.status_code, "secret" in answer.json()) == (404, False), (person, method, path)
        assert api(person).get(HOOKS).json()["results"] == []
    endpoint.refresh_from_db()
    assert (endpoint.is_active, endpoint.rotated_at) == (True, None)


def test_a_delivery_is_found_below_its_own_endpoint_only(alice: Any, api: Any, body: Any) -> None:
    mine, other = (create_endpoint(alice, url=body["url"], events=EVENTS) for _ in range(2))
    delivery = WebhookDelivery.objects.create(endpoint=mine, event_id="0" * 32, type="activity_created")
    assert api(alice).post(f"{HOOKS}/{other.pk}/deliveries/{delivery.pk}/replay").status_code == 404


def test_the_anonymous_are_asked_to_sign_in(alice: Any, api: Any, body: Any) -> None:
    endpoint = create_endpoint(alice, url=body["url"], events=EVENTS)
    for method, path in [*paths(endpoint), ("get", HOOKS), ("post", HOOKS)]:
        assert getattr(api(), method)(path).status_code == 401, (method, path)


def test_without_the_feature_nothing_can_be_asked(alice: Any, api: Any, body: Any) -> None:
    endpoint = create_endpoint(alice, url=body["url"], events=EVENTS)
    Flag.objects.create(name="webhooks", everyone=False)
    for method, path in [*paths(endpoint), ("get", HOOKS), ("post", HOOKS)]:
        answer = getattr(api(alice), method)(path)
        assert (answer.status_code, answer.json()["code"]) == (403, "feature_not_available")


def test_the_list_costs_the_same_however_long_it_is(
    alice: Any, api: Any, body: Any, django_assert_num_queries: Any
) -> None:
    for _ in range(10):
        Endpoint.objects.create(owner=alice, url=body["url"], events=EVENTS)
    client = api(alice)
    client.get(HOOKS)
    with django_assert_num_queries(2):  # who asks, and the endpoints
        assert len(client.get(HOOKS).json()["results"]) == 10


def test_a_rotation_long_ago_leaves_one_secret(alice: Any, body: Any) -> None:
    endpoint = create_endpoint(alice, url=body["url"], events=EVENTS)
    now = timezone.now()
    endpoint.former_seed, endpoint.rotated_at = endpoint.seed, now - timedelta(hours=23)
    assert len(endpoint.seeds(now)) == 2
    assert len(endpoint.seeds(now + timedelta(hours=2))) == 1
