"""Do two people at two browsers see what the other says and does, while it happens?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from config.tests.browser import Visitor, chromium
from config.tests.cast import PASSWORD
from config.tests.stage import Actor, Stage

SOON_MS = 15_000
HOSTILE = "<img src=x onerror=alert(1)> well done @alice."


@pytest.fixture
def people(stage: Stage) -> tuple[Actor, Actor]:
    """alice and bob, who are friends."""
    alice, bob = stage.person("alice"), stage.person("bob")
    alice.befriend(bob)
    return alice, bob


@pytest.fixture
def visitors(stage: Stage, people: tuple[Actor, Actor]) -> Iterator[tuple[Visitor, Visitor]]:
    """The two at their browsers. Nothing may go wrong on their pages."""
    with chromium() as browser:
        alice, bob = Visitor(browser, stage.house.base), Visitor(browser, stage.house.base)
        alice.sign_in("alice", PASSWORD)
        bob.sign_in("bob", PASSWORD)
        yield alice, bob
        assert alice.faults == bob.faults == []


def say(page: Page, words: str) -> None:
    """Type into the thread's form and send it."""
    page.locator("#say textarea").press_sequentially(words)
    page.click("#say [class=button], #say .button")


def test_a_thread_is_live_and_what_is_hidden_goes(
    people: tuple[Actor, Actor], visitors: tuple[Visitor, Visitor]
) -> None:
    """bob comments with a mention; alice sees it, answers, hides it; bob still sees his own, as hidden."""
    alice, bob = visitors
    path = f"/social/activities/{people[0].post_run('Lunch run')}/"
    for visitor in (alice, bob):
        visitor.open(path)
        visitor.is_live()

    bob.page.locator("#say textarea").press_sequentially("hello @al")
    bob.page.locator("[data-names] button").click(timeout=SOON_MS)
    expect(bob.page.locator("#say textarea")).to_have_value("hello @alice ")
    bob.page.fill("#say textarea", HOSTILE)
    bob.page.click("#say .button")
    first = alice.page.locator(".talks > .said").first
    expect(first.locator("[data-field=words]").first).to_have_text(HOSTILE, timeout=SOON_MS)
    expect(first.locator("[data-field=words] a").first).to_have_attribute("href", "/social/people/alice/")
    expect(alice.page.locator(".whole [data-field=comment-count]")).to_have_text("1", timeout=SOON_MS)
    expect(bob.page.locator(".said.pending")).to_have_count(0)

    first.locator("[data-reply]").first.click()
    say(alice.page, "thank you")
    expect(bob.page.locator(".replies .said [data-field=words]")).to_have_text("thank you", timeout=SOON_MS)
    expect(bob.page.locator(".said")).to_have_count(2)
    alice.shoot("thread-live")

    first.locator("button[value=hide]").first.click()
    expect(bob.page.locator(".said.dim [data-field=words]").first).to_have_text(HOSTILE, timeout=SOON_MS)
    expect(alice.page.locator(".said.dim")).to_have_count(1)
    alice.page.locator(".said.dim button[value=unhide]").click()
    expect(bob.page.locator(".said.dim")).to_have_count(0, timeout=SOON_MS)


def test_a_comment_that_cannot_be_sent_is_taken_back_with_the_reason(
    people: tuple[Actor, Actor], visitors: tuple[Visitor, Visitor]
) -> None:
    _, bob = visitors
    bob.open(f"/social/activities/{people[0].post_run('Lunch run')}/")
    bob.is_live()
    bob.page.route("**/comment", lambda route: route.abort())
    say(bob.page, "into the void")
    expect(bob.page.locator(".toast.error")).to_contain_text("There is no connection")
    expect(bob.page.locator(".said")).to_have_count(0)
    expect(bob.page.locator("#say textarea")).to_have_value("into the void")
    bob.faults.clear()  # the browser tells of the request that was cut off


def test_a_board_moves_while_somebody_joins_and_runs(
    people: tuple[Actor, Actor], visitors: tuple[Visitor, Visitor]
) -> None:
    """alice sets a challenge up by the page and joins; bob joins at his; his run puts him first on her board."""
    alice, bob = visitors
    now = datetime.now(UTC)
    alice.open("/social/challenges/new/")
    alice.page.fill("[name=title]", "The long way")
    alice.page.fill("[name=goal]", "4")
    alice.page.fill("[name=ends_at]", (now + timedelta(days=9)).strftime("%Y-%m-%dT%H:%M"))
    alice.page.get_by_role("button", name="Set it up").click()
    alice.page.get_by_role("button", name="Join").click()
    expect(alice.page.locator("[data-lines] > .line")).to_have_count(1)
    alice.is_live()

    bob.open(alice.page.url.removeprefix(alice.base))
    bob.page.get_by_role("button", name="Join").click()
    bob.is_live()
    expect(alice.page.locator("[data-lines] > .line")).to_have_count(2, timeout=SOON_MS)
    expect(alice.page.locator("[data-field=participants]")).to_have_text("2", timeout=SOON_MS)
    people[1].post_run("Evening run")
    expect(alice.page.locator("[data-lines] > .line .name").first).to_have_text("bob", timeout=SOON_MS)
    expect(alice.page.locator("[data-lines] > .line .value").first).to_contain_text("5 km")
    expect(bob.page.locator("[data-field=my-value]")).to_have_text("5 km", timeout=SOON_MS)
    expect(bob.page.locator("[data-field=my-rank]")).to_have_text("1")
    expect(bob.page.locator("[data-field=reached]")).to_be_visible()
    alice.shoot("challenge-live")
