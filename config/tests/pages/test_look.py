"""Are the pages of what people do together clean: no script error, nothing blocked, nothing wider than its window?"""

from __future__ import annotations

import os

import pytest
from playwright.sync_api import expect

from config.tests.browser import PHONE, Visitor, chromium
from config.tests.stage import Stage

PAGES = {
    "feed": "/social/",
    "stats": "/social/stats/",
    "challenges": "/social/challenges/",
    "challenges-upcoming": "/social/challenges/?show=upcoming",
    "challenge-new": "/social/challenges/new/",
    "profile": "/social/people/bob/",
    "myself": "/social/people/alice/",
    "figures": "/social/people/bob/figures/",
    "import": "/social/import/",
    "settings": "/social/settings/",
    "zones": "/social/settings/zones/?near=last",
    "notifications": "/social/notifications/",
}
ANY = "SELECT max(a.id) FROM activities a JOIN users u ON u.id = a.user_id WHERE u.username = 'alice' AND splits IS NOT NULL"
TALKED = """SELECT activity_id FROM comments c JOIN activities a ON a.id = activity_id JOIN users u ON u.id = a.user_id
    WHERE parent_id IS NOT NULL AND (username = 'alice' OR username = 'bob' AND visibility < 2)
    GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"""
CONTEST = "SELECT id FROM challenges WHERE title LIKE 'Two hundred%%'"


@pytest.fixture
def places(stage: Stage) -> dict[str, str]:
    """The pages, on a stage with the demo's people."""
    stage.manage("demo", "load")
    activity, thread = stage.rows(ANY)[0][0], stage.rows(TALKED)[0][0]
    contest = stage.rows(CONTEST)[0][0]
    one = {"activity": f"/social/activities/{activity}/", "challenge": f"/social/challenges/{contest}/"}
    one["thread"] = f"/social/activities/{thread}/"
    return PAGES | one | {"challenge-friends": f"/social/challenges/{contest}/?scope=friends"}


def test_each_page_is_clean_in_light_and_dark_on_desktop_and_phone(stage: Stage, places: dict[str, str]) -> None:
    with chromium() as browser:
        for scheme in ("light", "dark"):
            alice = Visitor(browser, stage.house.base, color_scheme=scheme)
            alice.sign_in("alice")
            for name, path in places.items():
                alice.open(path)
                expect(alice.page.locator("main h1").first).to_be_visible()
                alice.shoot(f"{name}-{scheme}")
                whole(alice, f"{name}-{scheme}")
            assert alice.faults == []


def whole(visitor: Visitor, name: str) -> None:
    """The page down to its end, as a phone has it; for whoever looks at the pictures."""
    if folder := os.environ.get("SLIPSTREAM_SHOTS"):
        visitor.page.set_viewport_size(PHONE)
        visitor.page.screenshot(path=f"{folder}/{name}-whole.png", full_page=True)
