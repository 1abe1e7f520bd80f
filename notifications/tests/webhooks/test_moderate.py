"""Can moderators switch a webhook off, and see neither its secrets nor what it was told?"""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from notifications.models import Endpoint, Notification
from notifications.tests.webhooks.receivers import answering
from notifications.webhooks.signing import secret_of

pytestmark = pytest.mark.django_db
ENDPOINTS, DELIVERIES = "/admin/notifications/endpoint/", "/admin/notifications/webhookdelivery/"


@pytest.fixture
def moderator(dana: Any) -> Client:
    client = Client()
    client.force_login(dana)
    return client


def switch(client: Client, which: str, endpoint: Endpoint) -> None:
    client.post(ENDPOINTS, {"action": f"switch_{which}", "_selected_action": [endpoint.pk]})
    endpoint.refresh_from_db()


def test_a_moderator_switches_off_and_on_and_it_is_recorded(alice: Any, sent: Any, api: Any, moderator: Any) -> None:
    endpoint = sent(answering(200)).endpoint
    switch(moderator, "off", endpoint)
    assert (endpoint.is_active, endpoint.disabled_reason) == (False, "moderator")
    assert Notification.objects.get(user=alice, type="webhook").message == "A moderator has switched it off."
    answer = api(alice).patch(f"/api/v1/webhooks/{endpoint.pk}", {"active": True})
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    switch(moderator, "off", endpoint)
    switch(moderator, "on", endpoint)
    assert endpoint.is_active
    notes = [entry.get_change_message() for entry in LogEntry.objects.order_by("pk")]
    assert notes == ["Switched off.", "Switched on."]


def test_no_secret_path_or_content_is_shown(sent: Any, moderator: Any) -> None:
    delivery = sent(answering(200, b"an answer"))
    endpoint = delivery.endpoint
    hidden = [secret_of(endpoint.seed), endpoint.seed.hex, str(endpoint.seed), "/hook", "an answer", "Morning run"]
    for path in (ENDPOINTS, f"{ENDPOINTS}{endpoint.pk}/change/", DELIVERIES, f"{DELIVERIES}{delivery.pk}/change/"):
        page = moderator.get(path)
        assert page.status_code == 200
        assert not [text for text in hidden if text in page.content.decode()], path


def test_nothing_is_added_or_deleted_by_hand(sent: Any, moderator: Any) -> None:
    delivery = sent(answering(200))
    for path in (f"{ENDPOINTS}add/", f"{ENDPOINTS}{delivery.endpoint_id}/delete/", f"{DELIVERIES}add/"):
        assert moderator.get(path).status_code == 403


def test_who_is_no_staff_sees_no_admin(alice: Any, sent: Any) -> None:
    sent(answering(200))
    client = Client()
    client.force_login(alice)
    for path in (ENDPOINTS, DELIVERIES):
        assert client.get(path).status_code == 302


def test_staff_without_the_permission_may_not(person: Any, sent: Any) -> None:
    sent(answering(200))
    client = Client()
    client.force_login(person("staff", is_staff=True))
    assert client.get(ENDPOINTS).status_code == 403
    endpoint = Endpoint.objects.get()
    switch(client, "off", endpoint)
    assert endpoint.is_active
