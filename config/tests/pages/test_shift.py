"""Does anything on the feed move by itself when something new comes in? The browser's own layout shifts are counted."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from activities.engagement.commenting import add_comment
from activities.engagement.services import like_activity
from config.tests.browser import DESKTOP, PHONE, Visitor, chromium
from config.tests.cast import PASSWORD
from config.tests.live import House
from social.friendships.services import send_request

LIVE_S = 30
MOST = 0.01  # a tenth of what is called good
WATCH = """(() => {
    window.shifts = [];
    new PerformanceObserver(list => list.getEntries().forEach(entry => entry.hadRecentInput || shifts.push({
        value: entry.value, sources: entry.sources.map(({node}) => node?.outerHTML?.slice(0, 90))
    }))).observe({type: 'layout-shift', buffered: true});
})()"""


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_nothing_moves_when_posts_counts_and_toasts_come_in(
    house: House, alice: Any, bob: Any, charlie: Any, run: Any, size: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs a loop in this thread, and it is idle
    old = [run(bob, title=f"Round the lake {number}") for number in range(3)]
    mine = run(alice, title="Intervals")
    with chromium() as browser:
        visitor = Visitor(browser, house.base, viewport=size)
        visitor.page.add_init_script(WATCH)
        visitor.sign_in("alice", PASSWORD)
        visitor.is_live()
        page, timeout = visitor.page, LIVE_S * 1000
        like_activity(mine, by=bob)
        for activity in old:
            like_activity(activity, by=bob)
            add_comment(activity, bob, "Lovely light.")
        for number in range(2):
            run(bob, title=f"One more {number}")
        send_request(charlie, alice.pk)
        expect(page.locator("#new-posts")).to_have_text("2 new posts", timeout=timeout)
        expect(page.locator(f"#activity-{old[0].pk} [data-field=like-count]")).to_have_text("1", timeout=timeout)
        expect(page.locator(f"#activity-{old[2].pk} [data-field=comment-count]")).to_have_text("1", timeout=timeout)
        expect(page.locator(".toast").first).to_be_visible(timeout=timeout)
        expect(page.locator("[data-badge=requests]").first).to_be_visible(timeout=timeout)
        shifts = page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(() => done(shifts), 100)))")
        assert sum(shift["value"] for shift in shifts) <= MOST, shifts
        assert visitor.faults == []
