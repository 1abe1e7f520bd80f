"""Do two people at two browsers see what the other says and does, while it happens?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from config.tests.browser import Visitor, chromium
from config.tests.cast import PASSWORD
from config.tests.live import House

SOON_MS = 15_000
SAMPLE = Path(__file__).resolve().parents[3] / "activities/tests/samples/lake_run.gpx"
HOSTILE = "<img src=x onerror=alert(1)> well done @alice."


@pytest.fixture
def visitors(house: House, alice: Any, bob: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Visitor, Visitor]]:
    """alice and bob at their browsers. Nothing may go wrong on their pages."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs a loop in this thread, and it is idle
    with chromium() as browser:
        hers, his = Visitor(browser, house.base), Visitor(browser, house.base)
        hers.sign_in("alice", PASSWORD)
        his.sign_in("bob", PASSWORD)
        yield hers, his
        assert hers.faults == his.faults == []


def say(page: Page, words: str) -> None:
    """Type into the thread's form and send it."""
    page.locator("#say textarea").press_sequentially(words)
    page.click("#say .button")


def test_a_thread_is_live_and_what_is_hidden_goes(visitors: tuple[Visitor, Visitor], alice: Any, run: Any) -> None:
    """bob comments with a mention; alice sees it, answers, hides it; bob still sees his own, as hidden."""
    hers, his = visitors
    path = f"/social/activities/{run(alice).pk}/"
    for visitor in (hers, his):
        visitor.open(path)
        visitor.is_live()

    his.page.locator("#say textarea").press_sequentially("hello @al")
    his.page.locator("[data-names] button").click(timeout=SOON_MS)
    expect(his.page.locator("#say textarea")).to_have_value("hello @alice ")
    his.page.fill("#say textarea", HOSTILE)
    his.page.click("#say .button")
    first = hers.page.locator(".talks > .said").first
    expect(first.locator("[data-field=words]").first).to_have_text(HOSTILE, timeout=SOON_MS)
    expect(first.locator("[data-field=words] a").first).to_have_attribute("href", "/social/people/alice/")
    expect(hers.page.locator(".whole [data-field=comment-count]")).to_have_text("1", timeout=SOON_MS)
    expect(his.page.locator(".said.pending")).to_have_count(0)

    first.locator("[data-reply]").first.click()
    say(hers.page, "thank you")
    expect(his.page.locator(".replies .said [data-field=words]")).to_have_text("thank you", timeout=SOON_MS)
    expect(his.page.locator(".said")).to_have_count(2)
    hers.shoot("thread-live")

    first.locator("button[value=hide]").first.click()
    expect(his.page.locator(".said.dim [data-field=words]").first).to_have_text(HOSTILE, timeout=SOON_MS)
    expect(hers.page.locator(".said.dim")).to_have_count(1)
    first.locator("button[value=unhide]").first.click()
    expect(his.page.locator(".said.dim")).to_have_count(0, timeout=SOON_MS)


def test_a_comment_that_cannot_be_sent_is_taken_back_with_the_reason(
    visitors: tuple[Visitor, Visitor], alice: Any, run: Any
) -> None:
    _, his = visitors
    his.open(f"/social/activities/{run(alice).pk}/")
    his.is_live()
    his.page.route("**/comment", lambda route: route.abort())
    say(his.page, "into the void")
    expect(his.page.locator(".toast.error")).to_contain_text("There is no connection")
    expect(his.page.locator(".said")).to_have_count(0)
    expect(his.page.locator("#say textarea")).to_have_value("into the void")
    his.faults.clear()  # the browser tells of the request that was cut off


def test_a_board_moves_while_somebody_joins_and_runs(visitors: tuple[Visitor, Visitor], bob: Any, run: Any) -> None:
    """alice sets a challenge up by the page and joins; bob joins at his; his run puts him first on her board."""
    hers, his = visitors
    now = datetime.now(UTC)
    hers.open("/social/challenges/new/")
    hers.page.fill("[name=title]", "The long way")
    hers.page.fill("[name=goal]", "4")
    hers.page.fill("[name=ends_at]", (now + timedelta(days=9)).strftime("%Y-%m-%dT%H:%M"))
    hers.page.get_by_role("button", name="Set it up").click()
    hers.page.get_by_role("button", name="Join").click()
    expect(hers.page.locator("[data-lines] > .line")).to_have_count(1)
    hers.is_live()

    his.open(hers.page.url.removeprefix(hers.base))
    his.page.get_by_role("button", name="Join").click()
    his.is_live()
    expect(hers.page.locator("[data-lines] > .line")).to_have_count(2, timeout=SOON_MS)
    expect(hers.page.locator("[data-field=participants]")).to_have_text("2", timeout=SOON_MS)
    run(bob, started_at=now, distance_m=5000.0)
    expect(hers.page.locator("[data-lines] > .line .name").first).to_have_text("Bob", timeout=SOON_MS)
    expect(hers.page.locator("[data-lines] > .line .value").first).to_contain_text("5 km")
    expect(his.page.locator("main [data-field=my-value]")).to_have_text("5 km", timeout=SOON_MS)
    expect(his.page.locator("main [data-field=my-rank]")).to_have_text("1")
    expect(his.page.locator("[data-field=reached]")).to_be_visible()
    hers.shoot("challenge-live")


def test_a_share_comes_into_the_feed_of_friends_with_its_note_and_goes_again(
    visitors: tuple[Visitor, Visitor], person: Any, run: Any
) -> None:
    """bob shares what somebody did whom alice does not know; she is told, and opens the thread from the row."""
    hers, his = visitors
    hers.open("/social/")
    hers.is_live()
    his.open(f"/social/activities/{run(person('erin'), title='Over the hills', visibility=0).pk}/")
    his.page.click("[data-share-part] summary")
    his.page.fill("[data-share-part] textarea", "Look <b>at this</b>")
    his.page.click("[data-share-part] button[value=share]")
    hers.page.locator("#new-posts:not([hidden])").click(timeout=SOON_MS)
    row = hers.page.locator(".cards > .card[data-share]")
    expect(row.locator("[data-field=sharer]")).to_have_text("Bob")
    expect(row.locator("[data-field=share-note]")).to_have_text("Look <b>at this</b>")
    expect(row.locator("[data-field=author]")).to_have_text("Erin")
    expect(row.locator("[data-field=like-count]")).to_have_text("")
    row.locator("[data-like] button").click()
    expect(row.locator("[data-field=like-count]")).to_have_text("1")
    hers.shoot("share-live")
    his.page.click("[data-share-part] summary")
    his.page.click("[data-share-part] button[value=unshare]")
    expect(row).to_have_count(0, timeout=SOON_MS)


def test_photos_are_added_looked_at_large_and_removed_while_a_friend_looks_on(
    visitors: tuple[Visitor, Visitor], alice: Any, run: Any
) -> None:
    hers, his = visitors
    path = f"/social/activities/{run(alice).pk}/"
    for visitor in (hers, his):
        visitor.open(path)
        visitor.is_live()
    hers.page.click(".photo-add summary")
    hers.page.set_input_files("#photo-files", {"name": "hill.jpg", "mimeType": "image/jpeg", "buffer": hill()})
    hers.page.click(".photo-add button")
    expect(hers.page.locator("[data-photo]")).to_have_count(1, timeout=SOON_MS)
    expect(his.page.locator("[data-photo]")).to_have_count(1, timeout=SOON_MS)
    his.page.click("[data-large]")
    expect(his.page.locator("dialog img")).to_be_visible()
    his.shoot("photo-large")
    his.page.keyboard.press("Escape")
    expect(his.page.locator("dialog.large-photo")).to_have_count(0)
    hers.page.click("[data-photo-remove] button")
    expect(his.page.locator("[data-photo]")).to_have_count(0, timeout=SOON_MS)


def test_a_file_is_tried_and_many_are_imported_with_a_line_that_moves(
    visitors: tuple[Visitor, Visitor],
) -> None:
    hers, _ = visitors
    hers.open("/social/import/")
    hers.page.set_input_files("#id_file", SAMPLE)
    hers.page.get_by_role("button", name="Try first").click()
    expect(hers.page.locator("[data-preview] .figures")).to_contain_text("km", timeout=SOON_MS)
    assert hers.page.locator("[data-preview] svg.route path").get_attribute("d")
    hers.shoot("import-tried")
    bad = {"name": "<b>broken.gpx", "mimeType": "application/gpx+xml", "buffer": b"hello"}
    good = {"name": "lake.gpx", "mimeType": "application/gpx+xml", "buffer": SAMPLE.read_bytes()}
    hers.page.set_input_files("#id_file", [good, bad])
    hers.page.get_by_role("button", name="Import", exact=True).click()
    expect(hers.page.locator("[data-field=told]")).to_have_text("Done: 2 of 2, 1 not imported.", timeout=SOON_MS)
    expect(hers.page.locator(".file.failed")).to_contain_text("<b>broken.gpx")
    expect(hers.page.locator(".file.done a")).to_have_text("Imported")
    hers.shoot("import-done")


def hill() -> bytes:
    """A small photo."""
    written = BytesIO()
    Image.new("RGB", (600, 400), "#0b6e60").save(written, "JPEG")
    return written.getvalue()
