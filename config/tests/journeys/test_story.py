"""Does the story of the first page of the README happen, in real browsers, with the people of the demo?"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from config.tests.browser import Visitor, chromium
from config.tests.stage import Stage

SAMPLE = Path(__file__).resolve().parents[3] / "activities/tests/samples/lake_run.gpx"


@pytest.fixture
def demo_stage(stage: Stage) -> Stage:
    """A stage with the demo's people."""
    stage.manage("demo", "load")
    return stage


def test_a_run_goes_live_to_a_friend_and_a_like_comes_back(demo_stage: Stage) -> None:
    """Bob imports a GPX file; alice sees it at once and likes it; bob's count and badge move; charlie sees nothing."""
    with chromium() as browser:
        alice, bob, charlie = (Visitor(browser, demo_stage.house.base) for _ in range(3))
        for visitor, name in ((alice, "alice"), (bob, "bob"), (charlie, "charlie")):
            visitor.sign_in(name)
            visitor.is_live()

        bob_id = str(demo_stage.rows("SELECT id FROM users WHERE username = 'bob'")[0][0])
        bob.page.set_input_files("#composer-file", SAMPLE)
        bob.page.click(".composer button")
        expect(bob.page.locator("main h1, main .card-title").first).to_be_visible()

        alice.page.locator("#new-posts:not([hidden])").click(timeout=15_000)
        card = alice.page.locator(".cards > .card").first
        expect(card).to_have_attribute("data-author", bob_id)
        expect(card).to_contain_text("km")
        assert card.locator("svg.route path").get_attribute("d"), "the route is not drawn"
        title = card.locator("[data-field=title]").inner_text()
        activity = str(card.get_attribute("data-activity"))

        bob.open(f"/social/activities/{activity}/")
        bob.is_live()
        badge = bob.page.locator("[data-badge=unread] [data-badge-count]").first
        before = int(badge.inner_text() or 0) if badge.is_visible() else 0
        card.locator("form[data-like] button").click()
        expect(bob.page.locator("[data-field=like-count]").first).to_have_text("1", timeout=10_000)
        expect(badge).to_have_text(str(before + 1), timeout=10_000)
        expect(card.locator("[data-field=like-count]")).to_have_text("1")

        charlie.page.wait_for_timeout(500)
        expect(charlie.page.locator("#new-posts")).to_be_hidden()
        assert title not in charlie.page.content()
        charlie.open(f"/social/activities/{activity}/")
        expect(charlie.page.locator("h1")).not_to_contain_text(title)
        expected = {
            f"404 {demo_stage.house.base}/social/activities/{activity}/",
        }
        assert {f for f in charlie.faults if not f.startswith("console: Failed to load resource")} == expected
        assert alice.faults == bob.faults == []


def test_the_console_sends_and_shows_frames(demo_stage: Stage) -> None:
    """J3: connect, send, watch."""
    with chromium() as browser:
        alice = Visitor(browser, demo_stage.house.base)
        alice.sign_in("alice")
        alice.open("/social/console/")
        alice.page.click("#console-connect")
        expect(alice.page.locator("#console-status")).to_have_text("live", timeout=15_000)
        alice.page.click("#console-form [type=submit]")
        expect(alice.page.locator("#console-log")).to_contain_text('"success"')
        alice.page.click("#console-disconnect")
        expect(alice.page.locator("#console-status")).to_have_text("closed")
        assert alice.faults == []
