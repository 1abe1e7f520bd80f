"""Do pages hold what is very long, or nothing at all, within their window, without a fault?"""

from __future__ import annotations

import os
from typing import Any

from activities.challenges.joining import join_challenge
from activities.engagement.commenting import add_comment
from config.tests.browser import PHONE, Visitor, chromium
from config.tests.cast import PASSWORD
from config.tests.live import House


def test_long_names_and_empty_pages_stay_within_the_window(
    house: House, person: Any, befriend: Any, run: Any, visit: Any, challenge_of: Any
) -> None:
    """Also: nothing to see says what to do, and many things stay in their places."""
    erin, alice = person("erin", name="Wolfeschlegelsteinhausenbergerdorff-" + "x" * 24), person("alice")
    befriend(alice, erin)
    activity = run(erin, title="Donaudampfschifffahrtsgesellschaft" * 3, description="y" * 200)
    begun = add_comment(activity, erin, "z" * 300)
    for number in range(6):
        add_comment(activity, alice, f"{number} @erin " + "long words " * number, parent_id=begun.pk)
    contest = challenge_of(erin, title="Rindfleischetikettierung" * 4, description="w" * 300)
    for runner in (erin, alice):
        join_challenge(contest, runner)
    places = {
        "long-activity": f"/social/activities/{activity.pk}/",
        "long-challenge": f"/social/challenges/{contest.pk}/",
        "long-challenges": "/social/challenges/",
        "long-person": "/social/people/erin/",
        "empty-stats": "/social/stats/",
        "empty-figures": "/social/people/alice/figures/",
        "empty-upcoming": "/social/challenges/?show=upcoming",
        "empty-zones": "/social/settings/zones/",
    }
    with chromium() as browser:
        visitor = Visitor(browser, house.base)
        visitor.sign_in("alice", PASSWORD)
        for name, path in places.items():
            visitor.open(path)
            visitor.shoot(name)
            whole(visitor, name)
        assert visitor.faults == []


def whole(visitor: Visitor, name: str) -> None:
    """The page down to its end, as a phone has it; for whoever looks at the pictures."""
    if folder := os.environ.get("SLIPSTREAM_SHOTS"):
        visitor.page.set_viewport_size(PHONE)
        visitor.page.screenshot(path=f"{folder}/{name}-whole.png", full_page=True)
