"""Are the pages of what people do together clean: no script error, nothing blocked, nothing wider than its window?"""

from __future__ import annotations

import os
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from activities.challenges.joining import join_challenge
from activities.challenges.models import Challenge
from activities.engagement.commenting import add_comment
from activities.engagement.models import Comment
from activities.tracking.models import Activity
from config.tests.browser import PHONE, Visitor, chromium
from config.tests.cast import PASSWORD
from config.tests.live import House
from social.accounts.models import User

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
    "messages": "/social/messages/",
    "message-new": "/social/messages/new/",
    "notifications": "/social/notifications/",
}


@pytest.fixture
def places(house: House, settings: Any) -> dict[str, str]:
    """The pages, in a house with the demo's people."""
    settings.DEMO = True
    call_command("demo", "load", verbosity=0)
    contest = Challenge.objects.get(title="Two hundred before the snow").pk
    recorded = Activity.objects.filter(user__username="alice", splits__isnull=False).latest("created_at").pk
    seen = Activity.objects.visible_to(User.objects.get(username="alice"))
    answers = Comment.objects.filter(parent__isnull=False, activity__in=seen)
    return PAGES | {
        "activity": f"/social/activities/{recorded}/",
        "thread": f"/social/activities/{answers.latest('pk').activity_id}/",
        "challenge": f"/social/challenges/{contest}/",
        "challenge-friends": f"/social/challenges/{contest}/?scope=friends",
    }


def test_each_page_is_clean_in_light_and_dark_on_desktop_and_phone(house: House, places: dict[str, str]) -> None:
    with chromium() as browser:
        for scheme in ("light", "dark"):
            alice = Visitor(browser, house.base, color_scheme=scheme)
            alice.sign_in("alice")
            for name, path in places.items():
                alice.open(path)
                expect(alice.page.locator("main h1").first).to_be_visible()
                alice.shoot(f"{name}-{scheme}")
                whole(alice, f"{name}-{scheme}")
            assert alice.faults == []


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
