"""Does the page of preferences show, take and explain?"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from activities.engagement.services import like_activity
from notifications.inbox.models import ActivityMute
from notifications.models import Notification

pytestmark = pytest.mark.django_db
PAGE = "/social/notifications/preferences/"


@pytest.fixture
def browser(alice: Any) -> Client:
    client = Client()
    client.force_login(alice)
    return client


def as_shown(browser: Client) -> dict[str, Any]:
    """What the form would send back unchanged."""
    form = browser.get(PAGE).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: "on" if value is True else value for name, value in values.items() if value not in (False, None)}


def test_what_is_shown_is_what_is_stored_and_saving_it_changes_nothing(browser: Client, alice: Any, api: Any) -> None:
    before = api(alice).get("/api/v1/notifications/preferences").json()
    assert browser.post(PAGE, as_shown(browser)).status_code == 302
    assert api(alice).get("/api/v1/notifications/preferences").json() == before
    assert not alice.preferences.exists()


def test_a_change_is_stored(browser: Client, alice: Any, api: Any) -> None:
    sent = as_shown(browser) | {"like.email": "on", "quiet_from": "22:00", "quiet_until": "06:00", "digest": "weekly"}
    del sent["mention.in_app"]
    assert browser.post(PAGE, sent).status_code == 302
    stored = api(alice).get("/api/v1/notifications/preferences").json()
    assert stored["types"]["like"]["email"] is True
    assert (stored["types"]["mention"]["in_app"], stored["types"]["mention"]["email"]) == (False, False)
    assert (stored["quiet_from"], stored["digest"]) == ("22:00", "weekly")


def test_half_of_the_quiet_hours_is_refused(browser: Client) -> None:
    answer = browser.post(PAGE, as_shown(browser) | {"quiet_from": "22:00"})
    assert answer.status_code == 400
    assert "a begin and an end" in answer.content.decode()


def test_it_says_why_and_mutes_the_activity(browser: Client, alice: Any, bob: Any, run: Any) -> None:
    activity = run(alice)
    like_activity(activity, bob)
    line = Notification.objects.get(user=alice, type="like")
    assert f"?why={line.pk}" in browser.get("/social/notifications/").content.decode()
    text = browser.get(f"{PAGE}?why={line.pk}").content.decode()
    assert "Bob liked your activity." in text
    assert browser.post(PAGE, {"mute": activity.pk}).status_code == 302
    assert ActivityMute.objects.filter(user=alice, activity=activity).exists()


def test_a_line_of_another_is_not_explained(browser: Client, bob: Any) -> None:
    line = Notification.objects.create(user=bob, type="like", title="T")
    assert browser.get(f"{PAGE}?why={line.pk}").status_code == 404


def test_a_stranger_is_sent_to_log_in(db: None) -> None:
    assert Client().get(PAGE)["Location"].startswith("/accounts/login/")


def test_without_web_push_there_is_nothing_to_tick(browser: Client) -> None:
    assert "like.push" not in browser.get(PAGE).context["form"].fields
