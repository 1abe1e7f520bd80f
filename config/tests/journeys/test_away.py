"""Does a page that was cut off say so, come back by itself, and show exactly what a reload shows?"""

from __future__ import annotations

import difflib
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Error, Page, expect

from activities.challenges.joining import join_challenge
from activities.challenges.services import create_challenge
from activities.engagement.commenting import add_comment
from activities.engagement.services import like_activity
from activities.engagement.sharing import share_activity
from activities.tracking.services import delete_activity, edit_activity
from config.tests.browser import Visitor, chromium
from config.tests.devices import Sign
from config.tests.live import House, something_waits
from notifications.inbox.lines import lines_of
from notifications.inbox.services import mark_read
from social.conversations import sending, services
from social.friendships.services import send_request

PATIENCE_S = 60
PATIENCE_MS = PATIENCE_S * 1000
CUT_S = 30
ASLEEP_S = 12  # longer than the page's own clock, so that it wakes late
SEEN = """() => {
    const seen = [document.title], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_ALL);
    const skipped = "#toasts, #light-time, script, template, svg";
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const at = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
        if (at.closest(skipped) || !at.checkVisibility()) continue;
        if (node.matches?.("[aria-pressed]")) seen.push("pressed " + node.getAttribute("aria-pressed"));
        if (node.matches?.("[data-ticks]")) seen.push("ticks " + node.dataset.ticks);
        if (node.matches?.("a[href]")) seen.push("to " + new URL(node.href).pathname);
        if (node.matches?.(".unread")) seen.push("unread");
        if (node.matches?.("progress")) seen.push("bar " + node.position.toFixed(3));
        if (node.matches?.("time")) seen.push("at " + Date.parse(node.dateTime));
        const text = node.nodeType === Node.TEXT_NODE && !at.closest("time") && node.data.replace(/\\s+/g, " ").trim();
        if (text) seen.push(text);
    }
    return seen;
}"""


def seen(page: Page) -> list[str]:
    """All that a reader sees of a page, in order: words, links, what is pressed, ticks, bars and moments.

    Without what passes: toasts, and as of when the page is up to date.
    """
    return list(page.evaluate(SEEN))


class Reader(Visitor):
    """Somebody with several tabs open."""

    def __init__(self, browser: Browser, house: House, person: Any, paths: list[str]) -> None:
        super().__init__(browser, house.base)
        cookies = Sign.in_as(person).cookies.items()
        self.context.add_cookies([{"name": name, "value": value, "url": house.base} for name, value in cookies])
        self.tabs = [self.page, *(self.context.new_page() for _ in paths[1:])]
        for tab, path in zip(self.tabs, paths, strict=True):
            tab.goto(f"{house.base}{path}")
        self.say("Live")

    def say(self, word: str) -> None:
        """Wait until every tab says so of its connection."""
        for tab in self.tabs:
            expect(tab.locator("#light-word")).to_have_text(word, timeout=PATIENCE_MS)

    def agree_with_a_reload(self) -> None:
        """Every tab comes to show what it shows when it is opened anew."""
        anew = self.context.new_page()
        for tab in self.tabs:
            deadline = time.monotonic() + PATIENCE_S
            while (shown := self._shown(tab)) != (fresh := self._fresh(anew, tab.url)):
                assert time.monotonic() < deadline, _differences(tab.url, shown, fresh)

    def _shown(self, tab: Page) -> list[str]:
        """New posts wait for the reader, who wants to see them. Nothing, while the page reads itself again."""
        try:
            if tab.locator("#new-posts").is_visible():
                tab.click("#new-posts")
            return seen(tab)
        except Error as fault:
            if "context was destroyed" not in fault.message:
                raise
            return []

    def _fresh(self, anew: Page, url: str) -> list[str]:
        anew.goto(url)
        expect(anew.locator("#light-word")).to_have_text("Live", timeout=PATIENCE_MS)
        return seen(anew)


def _differences(url: str, shown: list[str], fresh: list[str]) -> str:
    return "\n".join([url, *difflib.unified_diff(shown, fresh, "shown", "reloaded", n=2, lineterm="")])


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for the tests of this module."""
    with pytest.MonkeyPatch.context() as patch, chromium() as shared:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs a loop in this thread, and it is idle
        yield shared


class Story:
    """alice has friends, a run, a talk and a challenge; later much of it changes."""

    def __init__(self, alice: Any, bob: Any, person: Any, befriend: Any, run: Any) -> None:
        self.alice, self.bob, self.person, self.befriend, self.run = alice, bob, person, befriend, run
        erin = person("erin")
        befriend(alice, erin)
        self.mine, self.his = run(alice, title="Mine"), run(bob, title="His")
        self.gone, self.hers = run(bob, title="To be deleted"), run(erin, title="Hers", visibility=0)
        self.talk, _ = services.start_conversation(bob, [alice.pk])
        sending.send_message(bob, self.talk.pk, "Before", "1")
        like_activity(self.mine, erin)
        self.old, self.new = self.challenge("The long way"), self.challenge("The longer way")
        for one in (alice, bob):
            join_challenge(self.old, one)

    def challenge(self, title: str) -> Any:
        """One of alice, just begun."""
        begun = timezone.now() - timedelta(hours=1)
        window = {"starts_at": begun, "ends_at": begun + timedelta(days=9)}
        fields = {"title": title, "metric": "distance", "goal": 20_000, "visibility": "friends"}
        return create_challenge(self.alice, **fields, **window)

    @property
    def paths(self) -> dict[str, str]:
        """The pages on which it shows."""
        return {
            "feed": "/social/",
            "inbox": "/social/notifications/",
            "friends": "/social/friends/",
            "activity": f"/social/activities/{self.mine.pk}/",
            "talk": f"/social/messages/{self.talk.pk}/",
            "challenge": f"/social/challenges/{self.old.pk}/",
            "joined": f"/social/challenges/{self.new.pk}/",
        }

    def go_on(self) -> None:
        """What others do, and alice on her phone; returns when all of it has been relayed."""
        alice, bob, talk = self.alice, self.bob, self.talk.pk
        like_activity(self.mine, bob)
        add_comment(self.mine, bob, "Well done @alice")
        add_comment(self.his, alice, "From my phone")
        edit_activity(self.his, bob, title="His, edited")
        delete_activity(self.gone, bob)
        self.run(bob, title="New", started_at=timezone.now())
        share_activity(self.hers, bob, "Look")
        send_request(self.person("charlie"), alice.pk)
        sending.send_message(bob, talk, "Meanwhile", "2")
        sending.send_message(alice, talk, "From my phone", "3")
        for one in (alice, bob):
            join_challenge(self.new, one)
        mark_read(alice, [lines_of(alice.pk).last().pk])
        self.befriend(alice, self.person("frank"))
        deadline = time.monotonic() + PATIENCE_S
        while something_waits():
            assert time.monotonic() < deadline, "events still wait"
            time.sleep(0.1)


@contextmanager
def cut(reader: Reader, house: House) -> Iterator[None]:
    """The browser has no network for half a minute."""
    reader.context.set_offline(True)
    reader.say("Offline")
    began = time.monotonic()
    yield
    reader.page.wait_for_timeout(max(0, CUT_S - (time.monotonic() - began)) * 1000)
    reader.say("Offline")
    reader.context.set_offline(False)


@contextmanager
def restarted(reader: Reader, house: House) -> Iterator[None]:
    """The web server is killed, and another begins."""
    house.kill("web")
    reader.say("Reconnecting")
    yield
    house.start_web()


@contextmanager
def asleep(reader: Reader, house: House) -> Iterator[None]:
    """The computer stops what runs the tabs, and goes on with it later."""
    protocol = reader.context.browser.new_browser_cdp_session()
    processes = protocol.send("SystemInfo.getProcessInfo")["processInfo"]
    tabs = [one["id"] for one in processes if one["type"] == "renderer"]
    assert tabs
    for process in tabs:
        os.kill(process, signal.SIGSTOP)
    began = time.monotonic()
    try:
        yield
        time.sleep(max(0, ASLEEP_S - (time.monotonic() - began)))
    finally:
        for process in tabs:
            os.kill(process, signal.SIGCONT)


@pytest.mark.parametrize(
    ("away", "tabs"),
    [
        (cut, ["feed", "inbox", "friends", "activity", "talk", "challenge"]),
        (restarted, ["feed", "talk", "joined"]),
        (asleep, ["feed", "inbox", "activity"]),
    ],
)
def test_who_was_away_sees_what_a_reload_shows(
    away: Any,
    tabs: list[str],
    browser: Browser,
    house: House,
    alice: Any,
    bob: Any,
    person: Any,
    befriend: Any,
    run: Any,
) -> None:
    story = Story(alice, bob, person, befriend, run)
    hers = Reader(browser, house, alice, [story.paths[tab] for tab in tabs])
    with away(hers, house):
        story.go_on()
    hers.say("Live")
    hers.agree_with_a_reload()
    hers.context.close()
