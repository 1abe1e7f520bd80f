"""Are the pages of one's data, webhooks and people kept away live, clean, and within their window?"""

from __future__ import annotations

import os
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import expect

from config.tests.browser import PHONE, Visitor, chromium
from config.tests.cast import PASSWORD
from config.tests.live import House
from notifications.webhooks.models import Attempt, Endpoint, Off, WebhookDelivery
from notifications.webhooks.switching import switch_off
from social.friendships.following import follow_person
from social.safety.services import block_person, mute_person

LONG = "https://hooks.example.org/" + "a-very-long-path/" * 10
PAGES = {
    "settings": "/social/settings/",
    "exports": "/social/settings/exports/",
    "leave": "/social/settings/leave/",
    "blocked": "/social/settings/people/",
    "muted": "/social/settings/people/?show=muted",
    "webhooks": "/social/settings/webhooks/",
    "webhook-new": "/social/settings/webhooks/new/",
    "followers": "/social/followers/",
    "follow-requests": "/social/followers/?show=requests",
    "person": "/social/people/erin/",
    "offline": "/offline/",
}


@pytest.fixture
def endpoint(house: House, alice: Any) -> Endpoint:
    """A webhook with a log, and one that is switched off."""
    events = ["activity_liked", "friend_request"]
    hook = Endpoint.objects.create(owner=alice, url=LONG, description="Training log", events=events)
    for number, status in enumerate(("delivered", "failed", "dropped"), 1):
        fields = {"next_attempt_at": None, "dropped_reason": "endpoint_off" if status == "dropped" else ""}
        event_id = f"00000000-0000-0000-0000-00000000000{number}"
        row = WebhookDelivery.objects.create(
            endpoint=hook, event_id=event_id, type="activity_liked", status=status, **fields
        )
        if status != "dropped":
            Attempt.objects.create(delivery=row, number=1, status_code=500, duration_ms=120, excerpt="Oh no\n" * 30)
    with transaction.atomic():
        switch_off(Endpoint.objects.create(owner=alice, url="https://example.org/", events=events), Off.FAILING)
    return hook


def test_they_follow_by_themselves_and_are_clean(
    house: House, endpoint: Endpoint, alice: Any, bob: Any, charlie: Any, person: Any, run: Any
) -> None:
    run(alice)
    people = [person(name) for name in ("erin", "frank", "grace")]
    alice.is_private = True
    alice.save()
    block_person(alice, charlie.pk)
    mute_person(alice, people[1].pk)
    follow_person(people[0], alice.pk)
    follow_person(people[2], alice.pk)
    with chromium() as browser:
        visitor = Visitor(browser, house.base)
        visitor.sign_in("alice", PASSWORD)
        documents_are_made(visitor)
        log_is_followed(visitor, endpoint)
        shots(visitor, endpoint, "light")
        people_are_let_go_and_followed(visitor)
        assert visitor.faults == []
        if os.environ.get("SLIPSTREAM_SHOTS"):
            dark = Visitor(browser, house.base, color_scheme="dark")
            dark.sign_in("alice", PASSWORD)
            shots(dark, endpoint, "dark")


def documents_are_made(visitor: Visitor) -> None:
    page = visitor.page
    visitor.open(PAGES["exports"])
    visitor.is_live()
    page.click("text=Make a document")
    told = page.locator(".job [data-field=told]").first
    expect(told).to_contain_text("Ready. Kept until", timeout=60_000)
    with page.expect_download() as taken:
        page.click(".job a:visible")
    assert taken.value.suggested_filename.endswith(".pdf")
    with page.expect_download() as taken:
        page.click("text=Download the table")
    assert taken.value.suggested_filename == "activities.csv"


def log_is_followed(visitor: Visitor, endpoint: Endpoint) -> None:
    """A test that cannot arrive: nobody knows the name. The page says so without being asked again."""
    visitor.open(f"{PAGES['webhooks']}{endpoint.pk}/")
    visitor.page.click("text=Send a test")
    newest = visitor.page.locator("[data-delivery]").first
    newest.locator("summary").click(timeout=60_000)
    expect(newest.locator(".attempts")).to_contain_text("No answer: ", timeout=60_000)


def people_are_let_go_and_followed(visitor: Visitor) -> None:
    page = visitor.page
    visitor.open(PAGES["blocked"])
    page.click("text=Unblock")
    expect(page.locator("[data-empty=kept]")).to_be_visible()
    visitor.open(PAGES["follow-requests"])
    page.click("[data-row]:has-text('Erin') >> text=Accept")
    expect(page.locator("[data-row]:has-text('Erin')")).to_have_count(0)
    visitor.open(PAGES["person"])
    page.click("main >> text=Follow")
    expect(page.locator("main >> text=Unfollow")).to_be_visible()
    page.click("main >> text=Unfollow")
    expect(page.locator("main form.follow >> text=Follow")).to_be_visible()


def shots(visitor: Visitor, endpoint: Endpoint, scheme: str) -> None:
    """Every page in its window; pictures for whoever looks at them."""
    hook = f"{PAGES['webhooks']}{endpoint.pk}/"
    for name, path in (PAGES | {"webhook": hook, "webhook-edit": f"{hook}edit/"}).items():
        visitor.open(path)
        visitor.shoot(f"{name}-{scheme}")
        if folder := os.environ.get("SLIPSTREAM_SHOTS"):
            visitor.page.set_viewport_size(PHONE)
            visitor.page.screenshot(path=f"{folder}/{name}-{scheme}-whole.png", full_page=True)
