"""Can Slipstream be installed, and what does it show without a network? The last feed; never another person's."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from PIL import Image
from playwright.sync_api import Browser, expect

from config.pages.offline import files
from config.tests.browser import Visitor, chromium
from config.tests.cast import PASSWORD
from config.tests.live import House
from notifications.inbox.lines import lines_of
from notifications.push.jobs import words_of
from social.friendships.services import send_request

KEPT = "() => caches.match('/social/', {cacheName: 'slipstream-feed'}).then(Boolean)"
GONE = "() => caches.has('slipstream-feed').then(has => !has)"
PATIENCE_S = 60
SHOWN = """() => navigator.serviceWorker.ready.then(registration => registration.getNotifications())
    .then(all => all.map(({title, tag, data}) => [title, tag, data.link]))"""
CLICK = """async () => {
    const opened = [];
    self.clients.openWindow = place => { opened.push(place); return Promise.resolve(null); };
    const [notification] = await self.registration.getNotifications();
    self.dispatchEvent(new NotificationEvent('notificationclick', {notification}));
    return opened;
}"""


@pytest.fixture
def browser(house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """A browser, closed before the tables are emptied."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs a loop in this thread, and it is idle
    with chromium() as browser:
        yield browser


@pytest.mark.django_db
def test_the_manifest_names_icons_that_are_there(visit: Any) -> None:
    answer = visit().get("/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    told = answer.json()
    assert (told["start_url"], told["display"]) == ("/social/", "standalone")
    sizes = {}
    for icon in told["icons"]:
        with Image.open(finders.find(icon["src"].removeprefix("/static/"))) as picture:
            sizes[f"{picture.width}x{picture.height} {icon.get('purpose', 'any')}"] = icon["sizes"]
    assert sizes == {"192x192 any": "192x192", "512x512 any": "512x512", "512x512 maskable": "512x512"}
    assert 'rel="manifest"' in visit().get("/accounts/login/").content.decode()


@pytest.mark.django_db
def test_the_worker_keeps_only_files_and_a_page_that_names_nobody(alice: Any, visit: Any) -> None:
    answer = visit().get("/worker.js")
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/javascript", "no-cache")
    assert {"/static/slipstream/app.js", "/static/slipstream/tokens.css", "/static/realtime/client.js"} <= set(files())
    assert all(name.startswith("/static/") for name in files())
    assert "alice" not in visit(alice).get("/offline/").content.decode().lower()


def wait_until(visitor: Visitor, seen: str) -> None:
    """Until the promise of `seen` is true."""
    deadline = time.monotonic() + PATIENCE_S
    while not visitor.page.evaluate(seen):
        assert time.monotonic() < deadline, seen
        visitor.page.wait_for_timeout(100)


def installed(browser: Browser, house: House, name: str) -> Visitor:
    """Somebody whose browser keeps the feed already."""
    visitor = Visitor(browser, house.base, service_workers="allow", permissions=["notifications"])
    visitor.sign_in(name, PASSWORD)
    wait_until(visitor, KEPT)
    return visitor


def test_offline_it_shows_the_last_feed_says_so_and_catches_up(
    browser: Browser, house: House, alice: Any, bob: Any, run: Any
) -> None:
    run(bob, title="Harbour loop")
    visitor = installed(browser, house, "alice")
    visitor.open("/social/")
    visitor.is_live()
    assert visitor.faults == []
    page = visitor.page
    visitor.context.set_offline(True)
    visitor.open("/social/")
    expect(page.locator("main")).to_contain_text("You are offline. This is your feed as of")
    expect(page.locator("[data-feed]")).to_contain_text("Harbour loop")
    expect(page.locator("#light-time")).to_contain_text("Up to date as of")
    assert page.evaluate("getComputedStyle(document.querySelector('.frame')).display") == "grid", "styles are kept"
    visitor.shoot("offline-feed")
    visitor.open("/social/settings/")
    expect(page.locator("h1")).to_have_text("This page needs a connection")
    visitor.shoot("offline-page")
    page.click("text=To the last feed")
    run(bob, title="While she was away")
    visitor.context.set_offline(False)
    expect(page.locator("#new-posts")).to_have_text("1 new post", timeout=60_000)
    expect(page.locator("main")).not_to_contain_text("You are offline")
    visitor.context.close()


def test_nothing_is_kept_of_who_logs_out_or_for_who_comes_after(
    browser: Browser, house: House, alice: Any, bob: Any, charlie: Any, run: Any
) -> None:
    run(bob, title="Only for friends")
    visitor = installed(browser, house, "alice")
    page = visitor.page
    visitor.open("/social/settings/")
    page.click("form[action='/accounts/logout/'] button")
    wait_until(visitor, GONE)
    visitor.context.set_offline(True)
    visitor.open("/social/")
    expect(page.locator("h1")).to_have_text("This page needs a connection")
    visitor.context.set_offline(False)
    visitor.sign_in("alice", PASSWORD)
    wait_until(visitor, KEPT)
    visitor.context.clear_cookies()  # her log-in ends elsewhere
    visitor.sign_in("charlie", PASSWORD)
    wait_until(visitor, KEPT)
    visitor.context.set_offline(True)
    visitor.open("/social/")
    expect(page.locator("main")).to_contain_text("This is your feed as of")
    expect(page.locator("main")).not_to_contain_text("Only for friends")
    visitor.context.close()


def test_a_push_is_shown_in_words_and_a_click_opens_its_page(
    browser: Browser, house: House, alice: Any, charlie: Any
) -> None:
    """The worker gets what the job would send, as from the browser's push service; only that is left out."""
    send_request(charlie, alice.pk)
    line = lines_of(alice.pk).get()
    visitor = installed(browser, house, "alice")
    deliver(visitor, words_of(line).decode())
    wait_until(visitor, f"() => ({SHOWN})().then(all => all.length === 1)")
    assert visitor.page.evaluate(SHOWN) == [["Charlie wants to be your friend", line.group, "/social/friends/"]]
    (worker,) = visitor.context.service_workers
    assert worker.evaluate(CLICK) == [f"{house.base}/social/friends/"]
    wait_until(visitor, f"() => ({SHOWN})().then(all => all.length === 0)")
    assert visitor.faults == []
    visitor.context.close()


def deliver(visitor: Visitor, data: str) -> None:
    """Push `data` to the worker of our pages."""
    protocol = visitor.context.new_cdp_session(visitor.page)
    found: list[str] = []
    protocol.on("ServiceWorker.workerRegistrationUpdated", lambda told: found.extend(
        one["registrationId"] for one in told["registrations"] if one["scopeURL"] == f"{visitor.base}/"
    ))  # fmt: skip
    protocol.send("ServiceWorker.enable")
    while not found:
        visitor.page.wait_for_timeout(50)
    told = {"origin": visitor.base, "registrationId": found[0], "data": data}
    protocol.send("ServiceWorker.deliverPushMessage", told)
