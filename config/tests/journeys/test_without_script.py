"""Can two people go the whole way, from sign-up to log-out, with JavaScript switched off? All but the live part."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from config.tests.browser import Visitor, chromium
from config.tests.cast import PASSWORD
from config.tests.live import House

PATIENCE_S = 60
SAMPLE = Path(__file__).resolve().parents[3] / "activities/tests/samples/lake_run.gpx"


class Newcomer(Visitor):
    """Somebody who goes by what the page links to, and asks again for what the worker has yet to do."""

    def go(self, name: str) -> None:
        """The link of this name in the navigation."""
        self.page.get_by_role("navigation", name="Main").get_by_role("link", name=re.compile(f"^{name}")).click()

    def comes_to_show(self, what: Locator, text: str) -> None:
        """After as many reloads as the worker needs."""
        deadline = time.monotonic() + PATIENCE_S
        while not what.count() or text not in what.first.inner_text():
            assert time.monotonic() < deadline, f"{text} is not shown"
            self.page.wait_for_timeout(500)
            self.page.reload()

    def badge(self, name: str) -> Locator:
        """The number at the navigation."""
        return self.page.locator(f".nav [data-badge={name}]")


@pytest.fixture
def newcomers(house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Newcomer, Newcomer]]:
    """Two, each at a browser of their own. Nothing may go wrong on their pages."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs a loop in this thread, and it is idle
    with chromium() as browser:
        hers, his = (Newcomer(browser, house.base, java_script_enabled=False) for _ in range(2))
        expect.set_options(timeout=PATIENCE_S * 1000)
        yield hers, his
        expect.set_options(timeout=5000)
        assert hers.faults == his.faults == []


def test_all_but_the_live_part_goes_by_forms_alone(newcomers: tuple[Newcomer, Newcomer]) -> None:
    hers, his = newcomers
    hers.sign_up("erin", PASSWORD)
    his.sign_up("frank", PASSWORD)
    become_friends(hers, his)
    path = import_a_run(hers)
    like_comment_and_share(his, hers, path)
    write_to_each_other(hers, his)
    take_part(hers, his)
    read_what_was_told(hers)
    change_and_leave(hers)


def become_friends(hers: Newcomer, his: Newcomer) -> None:
    """She finds and asks him, he accepts."""
    hers.page.fill("#side-search", "fra")
    hers.page.press("#side-search", "Enter")
    row = hers.page.locator(".row", has_text="@frank")
    row.get_by_role("button", name="Add friend").click()
    expect(hers.page.locator(".note")).to_have_text("Your request is on its way.")
    expect(row.get_by_role("button", name="Withdraw request")).to_be_visible()
    his.go("Friends")
    expect(his.badge("requests")).to_contain_text("1")
    his.press("Accept")
    expect(his.page.locator(".note")).to_have_text("You are friends now.")
    expect(his.page.locator("[data-people=friends] .row")).to_contain_text("@erin")
    hers.go("Notifications")
    expect(hers.page.locator(".notice")).to_contain_text("frank")


def import_a_run(hers: Newcomer) -> str:
    """A recording becomes an activity with a route; its address."""
    hers.go("Feed")
    hers.page.set_input_files("#composer-file", SAMPLE)
    hers.press("Import", ".composer")
    expect(hers.page.locator(".note")).to_contain_text("Imported.")
    expect(hers.page.locator(".whole .figures")).to_contain_text("km")
    assert hers.page.locator("svg.route path").first.get_attribute("d")
    return hers.page.url.removeprefix(hers.base)


def like_comment_and_share(his: Newcomer, hers: Newcomer, path: str) -> None:
    """He likes it in his feed, says something with her name in it and shares it; she answers."""
    his.go("Feed")
    card = his.page.locator(".cards > .card")
    expect(card.locator("[data-field=author]")).to_have_text("erin")
    card.locator(".like").click()
    expect(card.locator(".like")).to_have_attribute("aria-pressed", "true")
    expect(card.locator("[data-field=like-count]")).to_have_text("1")
    card.locator("[data-field=comments]").click()
    his.page.fill("#say textarea", "Well done @erin")
    his.press("Comment")
    expect(his.page.locator(".said [data-field=words] a")).to_have_attribute("href", "/social/people/erin/")
    expect(his.page.locator(".whole [data-field=comment-count]")).to_have_text("1")

    hers.open(path)
    expect(hers.page.locator(".likers .row")).to_contain_text("@frank")
    hers.page.locator(".said").get_by_role("link", name="Reply").click()
    expect(hers.page.locator("[data-replying]")).to_contain_text("Replying to frank")
    hers.page.fill("#say textarea", "Thank you")
    hers.press("Comment")
    expect(hers.page.locator(".replies .said [data-field=words]")).to_have_text("Thank you")

    his.page.click("[data-share-part] summary")
    his.page.fill("[data-share-part] textarea", "Look at this")
    his.press("Share", "[data-share-part]")
    expect(his.page.locator(".note")).to_contain_text("Shared with your friends")
    expect(his.page.locator(".replies .said")).to_contain_text("Thank you")


def write_to_each_other(hers: Newcomer, his: Newcomer) -> None:
    """She writes, he marks it read and answers, she sees both."""
    hers.open("/social/people/frank/")
    hers.page.get_by_role("link", name="Message", exact=True).click()
    hers.page.fill("textarea[name=content]", "Six at the bridge?")
    hers.press("Send")
    expect(hers.page.locator(".bubble.own .bubble-words")).to_have_text("Six at the bridge?")
    expect(hers.page.locator(".ticks")).to_have_attribute("data-ticks", "sent")
    his.page.reload()
    expect(his.badge("messages")).to_contain_text("1")
    his.go("Messages")
    his.page.locator(".talk-row a").click()
    his.press("Mark read")
    expect(his.badge("messages")).to_be_hidden()
    his.page.fill("#write textarea", "Yes")
    his.press("Send")
    expect(his.page.locator(".bubble.own .bubble-words")).to_have_text("Yes")
    hers.page.reload()
    expect(hers.page.locator(".bubble-words")).to_have_text(["Six at the bridge?", "Yes"])
    expect(hers.page.locator(".ticks").first).to_have_attribute("data-ticks", "read")
    hers.press("Mark read")


def take_part(hers: Newcomer, his: Newcomer) -> None:
    """She sets a challenge up, both join, his run of today leads; her first activity is worth a badge."""
    now = datetime.now(UTC)
    hers.open("/social/challenges/new/")
    hers.page.fill("[name=title]", "The long way")
    hers.page.fill("[name=goal]", "4")
    hers.page.fill("[name=ends_at]", f"{now + timedelta(days=9):%Y-%m-%dT%H:%M}")
    hers.press("Set it up")
    hers.press("Join")
    expect(hers.page.locator("[data-lines] > .line")).to_have_count(1)
    his.go("Challenges")
    his.page.get_by_role("link", name="The long way").first.click()
    his.press("Join")
    expect(his.page.locator("[data-lines] > .line")).to_have_count(2)
    place = his.page.url.removeprefix(his.base)
    his.go("Add")
    values = {"title": "Evening run", "minutes": "30", "distance": "5", "started_at": f"{now:%Y-%m-%dT%H:%M}"}
    for name, value in values.items():
        his.page.fill(f"[name={name}]", value)
    his.press("Record")
    expect(his.page.locator("h1")).to_have_text("Evening run")
    hers.open(place)
    hers.comes_to_show(hers.page.locator("[data-lines] > .line .value"), "5 km")
    expect(hers.page.locator("[data-lines] > .line .name").first).to_have_text("frank")
    hers.go("Stats")
    hers.comes_to_show(hers.page.locator(".badge-one:not(.locked)"), "First steps")


def read_what_was_told(hers: Newcomer) -> None:
    """One line is marked read, then all."""
    hers.go("Notifications")
    lines = hers.page.locator(".notices")
    for told in ("likes", "mentioned", "shared", "First steps"):
        expect(lines).to_contain_text(told)
    unread = hers.page.locator(".notice.unread")
    before = unread.count()
    unread.first.get_by_role("button", name="Mark read").click()
    expect(unread).to_have_count(before - 1)
    expect(hers.badge("unread")).to_contain_text(str(before - 1))
    hers.press("Mark all read")
    expect(unread).to_have_count(0)
    expect(hers.badge("unread")).to_be_hidden()


def change_and_leave(hers: Newcomer) -> None:
    """Settings are saved and shown; who has logged out is asked to log in."""
    hers.go("Settings")
    hers.page.fill("[name=name]", "Erin of the lake")
    hers.page.select_option("[name=units]", "mi")
    hers.press("Save")
    expect(hers.page.locator(".note")).to_have_text("Saved.")
    hers.open("/social/people/erin/")
    expect(hers.page.locator("h1")).to_have_text("Erin of the lake")
    expect(hers.page.locator(".card .figures").first).to_contain_text("mi")
    hers.go("Settings")
    hers.press("Log out")
    expect(hers.page.get_by_role("link", name="Log in").first).to_be_visible()
    hers.open("/social/")
    expect(hers.page).to_have_url(f"{hers.base}/accounts/login/?next=/social/")
