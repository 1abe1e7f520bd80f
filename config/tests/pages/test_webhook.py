"""Can one set up a webhook, see its secret once, try it and read its log, by forms alone?"""

from __future__ import annotations

from typing import Any

import pytest

from notifications.webhooks import services
from notifications.webhooks.models import Attempt, Endpoint, Off, WebhookDelivery
from notifications.webhooks.selectors import newest_secret
from notifications.webhooks.switching import switch_off

pytestmark = pytest.mark.django_db
LIST = "/social/settings/webhooks/"
URL = "https://8.8.8.8/hook"


@pytest.fixture
def hook(alice: Any) -> Endpoint:
    """An endpoint of alice."""
    return services.create_endpoint(alice, url=URL, events=["activity_liked"])


def test_no_webhook_yet_says_what_they_are_for(alice: Any, visit: Any) -> None:
    text = visit(alice).get(LIST).content.decode()
    assert "No webhooks yet" in text
    assert 'href="/social/settings/webhooks/new/"' in text


def test_the_secret_is_shown_once_and_kept_nowhere(alice: Any, visit: Any) -> None:
    client = visit(alice)
    typed = {"url": URL, "description": "My log", "events": ["activity_liked", "friend_request"]}
    answer = client.post(f"{LIST}new/", typed, follow=True)
    endpoint = Endpoint.objects.get()
    secret = newest_secret(alice, endpoint.pk)
    assert secret in answer.content.decode()
    assert secret not in str(dict(client.session))
    assert secret not in client.get(f"{LIST}{endpoint.pk}/").content.decode()
    assert endpoint.events == ["activity_liked", "friend_request"]
    assert "My log" in client.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("field", "value"), [("url", "https://127.0.0.1/"), ("url", "x"), ("events", []), ("events", ["nothing"])]
)
def test_what_is_wrong_is_told_at_its_field(field: str, value: Any, alice: Any, visit: Any) -> None:
    typed = {"url": URL, "description": "My log", "events": ["activity_liked"]} | {field: value}
    answer = visit(alice).post(f"{LIST}new/", typed)
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == [field]
    assert 'value="My log"' in answer.content.decode()
    assert not Endpoint.objects.exists()


def test_it_is_changed_tested_rotated_and_deleted(alice: Any, hook: Endpoint, visit: Any) -> None:
    client, place = visit(alice), f"{LIST}{hook.pk}/"
    client.post(f"{place}edit/", {"url": URL, "events": ["friend_request"]})
    hook.refresh_from_db()
    assert hook.events == ["friend_request"]
    assert "A test is on its way." in client.post(f"{place}change/", {"wish": "test"}, follow=True).content.decode()
    assert WebhookDelivery.objects.get().type == "test"
    before = newest_secret(alice, hook.pk)
    text = client.post(f"{place}change/", {"wish": "rotate"}, follow=True).content.decode()
    assert newest_secret(alice, hook.pk) != before
    assert newest_secret(alice, hook.pk) in text
    client.post(f"{place}change/", {"wish": "delete"})
    assert not Endpoint.objects.exists()


@pytest.mark.parametrize("reason", [Off.OWNER, Off.GONE, Off.FAILING])
def test_one_that_was_switched_off_says_why_and_is_switched_on(
    reason: Off, alice: Any, hook: Endpoint, visit: Any
) -> None:
    switch_off(hook, reason)
    client, place = visit(alice), f"{LIST}{hook.pk}/"
    assert "Switched off" in client.get(place).content.decode()
    assert "Switch it on first." in client.post(f"{place}change/", {"wish": "test"}, follow=True).content.decode()
    client.post(f"{place}change/", {"wish": "on"})
    hook.refresh_from_db()
    assert hook.is_active


def test_what_a_moderator_has_switched_off_stays_off(alice: Any, hook: Endpoint, visit: Any) -> None:
    switch_off(hook, Off.MODERATOR)
    client, place = visit(alice), f"{LIST}{hook.pk}/"
    assert 'value="on"' not in client.get(place).content.decode()
    answer = client.post(f"{place}change/", {"wish": "on"}, follow=True)
    assert "A moderator has switched this webhook off." in answer.content.decode()
    hook.refresh_from_db()
    assert not hook.is_active


def test_the_log_has_each_attempt_and_sends_again(alice: Any, hook: Endpoint, visit: Any, cost: Any) -> None:
    client, place = visit(alice), f"{LIST}{hook.pk}/"
    services.send_test(alice, hook.pk)
    WebhookDelivery.objects.update(status="failed", next_attempt_at=None)
    delivery = WebhookDelivery.objects.get()
    Attempt.objects.create(delivery=delivery, number=1, status_code=500, duration_ms=12, excerpt="<b>no</b>")
    Attempt.objects.create(delivery=delivery, number=2, error="timeout", duration_ms=10_000)
    text = client.get(place).content.decode()
    assert "Answered 500" in text
    assert "&lt;b&gt;no&lt;/b&gt;" in text
    assert "No answer: timeout" in text
    answer = client.post(f"{place}replay/", {"delivery": delivery.pk}, follow=True)
    assert "It is sent again, with the same id." in answer.content.decode()
    delivery.refresh_from_db()
    assert delivery.status == "pending"


def test_nobody_opens_or_changes_the_webhook_of_another(bob: Any, hook: Endpoint, visit: Any) -> None:
    client, place = visit(bob), f"{LIST}{hook.pk}/"
    assert "No webhooks yet" in client.get(LIST).content.decode()
    assert client.get(place).status_code == client.get(f"{place}edit/").status_code == 404
    client.post(f"{place}change/", {"wish": "delete"})
    assert Endpoint.objects.exists()


def test_switched_off_the_link_is_gone_and_the_page_says_so(alice: Any, visit: Any, switched_off: Any) -> None:
    client = visit(alice)
    assert LIST in client.get("/social/settings/").content.decode()
    switched_off("webhooks")
    assert LIST not in client.get("/social/settings/").content.decode()
    assert client.get(LIST).status_code == 403
