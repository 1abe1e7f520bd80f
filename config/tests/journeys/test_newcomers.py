"""Do two who have just signed up meet, train and talk, each at a browser, and see it all while it happens?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from config.tests.browser import Visitor, chromium
from config.tests.cast import PASSWORD
from config.tests.live import House

SOON_MS = 30_000
SAMPLE = Path(__file__).resolve().parents[3] / "activities/tests/samples/lake_run.gpx"


class Newcomer(Visitor):
    """Somebody who looks at what comes up."""

    def is_told(self, words: str) -> None:
        """In passing, on whatever page."""
        expect(self.page.locator(".toast", has_text=words).first).to_be_visible()


@pytest.fixture
def newcomers(house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Newcomer, Newcomer]]:
    """erin and frank at their browsers. Nothing may go wrong on their pages."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs a loop in this thread, and it is idle
    with chromium() as browser:
        expect.set_options(timeout=SOON_MS)
        hers, his = Newcomer(browser, house.base), Newcomer(browser, house.base)
        for visitor, name in ((hers, "erin"), (his, "frank")):
            visitor.sign_up(name, PASSWORD)
            visitor.is_live()
        yield hers, his
        expect.set_options(timeout=5000)
        assert hers.faults == his.faults == []


def test_two_newcomers_meet_train_and_talk(newcomers: tuple[Newcomer, Newcomer]) -> None:
    hers, his = newcomers
    become_friends(hers, his)
    share_a_run(hers, his)
    talk(hers, his)
    take_part(hers, his)


def become_friends(hers: Newcomer, his: Newcomer) -> None:
    """She finds and asks him; he accepts where the request has come in, and her button moves."""
    hers.page.fill("#side-search", "fra")
    hers.page.press("#side-search", "Enter")
    hers.is_live()
    row = hers.page.locator(".row", has_text="@frank")
    row.get_by_role("button", name="Add friend").click()
    expect(row.get_by_role("button", name="Withdraw request")).to_be_visible()
    request = his.page.locator("[data-people=side-requests] .row", has_text="@erin")
    expect(his.page.locator(".nav [data-badge=requests]")).to_contain_text("1")
    request.get_by_role("button", name="Accept").click()
    expect(request).to_have_count(0)
    expect(row.locator("form.tie")).to_have_attribute("data-tie", "friends")
    expect(his.page.locator("[data-here-panel] .name")).to_have_text("erin")


def share_a_run(hers: Newcomer, his: Newcomer) -> None:
    """She imports a run; it comes to him, who likes it and says something to her; she sees both and a badge."""
    hers.open("/social/")
    hers.page.set_input_files("#composer-file", SAMPLE)
    hers.press("Import")
    hers.is_live()
    hers.is_told("Badge earned: First steps")
    his.page.locator("#new-posts:not([hidden])").click(timeout=SOON_MS)
    card = his.page.locator(".cards > .card")
    expect(card.locator("[data-field=author]")).to_have_text("erin")
    unread = hers.page.locator(".nav [data-badge=unread] [data-badge-count]")
    before = int(unread.inner_text())
    card.locator(".like").click()
    expect(hers.page.locator(".whole [data-field=like-count]")).to_have_text("1")
    expect(unread).to_have_text(str(before + 1))
    card.locator("[data-field=comments]").click()
    his.is_live()
    his.page.locator("#say textarea").press_sequentially("Well done @er")
    his.page.locator("[data-names] button").click()
    his.press("Comment")
    said = hers.page.locator(".said [data-field=words]")
    expect(said).to_have_text("Well done @erin")
    expect(said.locator("a")).to_have_attribute("href", "/social/people/erin/")
    expect(hers.page.locator(".likers .row")).to_contain_text("@frank")
    hers.open("/social/notifications/")
    for told in ("likes", "mentioned", "First steps"):
        expect(hers.page.locator(".notices")).to_contain_text(told)


def talk(hers: Newcomer, his: Newcomer) -> None:
    """She writes to him, he reads it, types and answers; she sees each of it."""
    hers.open("/social/people/frank/")
    hers.page.get_by_role("link", name="Message", exact=True).click()
    hers.page.fill("textarea[name=content]", "Six at the bridge?")
    hers.press("Send")
    hers.is_live()
    his.is_told("Six at the bridge?")
    expect(hers.page.locator(".ticks")).to_have_attribute("data-ticks", "delivered")
    his.page.locator(".toast", has_text="Six at the bridge?").locator("a").click()
    his.is_live()
    expect(hers.page.locator(".ticks")).to_have_attribute("data-ticks", "read")
    his.page.locator("#write textarea").press_sequentially("Yes")
    expect(hers.page.locator("[data-field=typing]").last).to_have_text("frank is typing")
    his.page.keyboard.press("Enter")
    expect(hers.page.locator(".bubble-words")).to_have_text(["Six at the bridge?", "Yes"])
    expect(his.page.locator(".ticks").last).to_have_attribute("data-ticks", "read")


def take_part(hers: Newcomer, his: Newcomer) -> None:
    """She sets a challenge up, both join; his run of today puts him first on her board, and is worth a badge."""
    now = datetime.now(UTC)
    hers.open("/social/challenges/new/")
    hers.page.fill("[name=title]", "The long way")
    hers.page.fill("[name=goal]", "4")
    hers.page.fill("[name=ends_at]", f"{now + timedelta(days=9):%Y-%m-%dT%H:%M}")
    hers.press("Set it up")
    hers.press("Join")
    expect(hers.page.locator("[data-lines] > .line")).to_have_count(1)
    hers.is_live()
    his.open(hers.page.url.removeprefix(hers.base))
    his.press("Join")
    expect(hers.page.locator("[data-lines] > .line")).to_have_count(2)
    his.open("/social/activities/new/")
    values = {"title": "Evening run", "minutes": "30", "distance": "5", "started_at": f"{now:%Y-%m-%dT%H:%M}"}
    for name, value in values.items():
        his.page.fill(f"[name={name}]", value)
    his.press("Record")
    his.is_told("Badge earned: Challenger")
    expect(hers.page.locator("[data-lines] > .line .name").first).to_have_text("frank")
    expect(hers.page.locator("[data-lines] > .line .value").first).to_contain_text("5 km")
    expect(his.page.locator("[data-side-challenge] [data-field=my-rank]")).to_have_text("1")
    his.open("/social/stats/")
    expect(his.page.locator(".badge-one:not(.locked)", has_text="Challenger")).to_be_visible()
