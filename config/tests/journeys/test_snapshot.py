"""Is the old answer with the frames applied the same as a fresh answer? For every event of friends, feed and inbox."""

from __future__ import annotations

import random
from typing import Any

import pytest

from config.kernel.errors import Refusal
from config.tests.screen import Screen, differences

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def watch(alice: Any, api: Any, live: Any) -> Any:
    """Alice's screen and device; `check(act)` acts, applies what came, and compares with a fresh answer."""
    device, client = live(alice), api(alice)
    device.expect("social_data")

    def ask(path: str) -> Any:
        return client.get(f"/api/v1/{path}")

    def check(*acts: Any) -> None:
        seen = len(device.frames)  # before the screen: what comes in between may be in both
        screen = Screen(ask, alice.pk)
        for act in acts:
            act()
        device.settle(0.2)
        for frame in device.frames[seen:]:
            screen.apply(frame)
        assert differences(screen, Screen(ask, alice.pk)) == [], [frame["type"] for frame in device.frames[seen:]]

    return check


def test_each_event_of_an_activity(watch: Any, alice: Any, bob: Any, run: Any) -> None:
    from activities.engagement.services import like_activity, unlike_activity
    from activities.tracking.services import delete_activity, edit_activity

    made: list[Any] = []
    watch(lambda: made.append(run(bob, title="New")))
    activity = made[0]
    watch(lambda: edit_activity(activity, bob, title="Edited", distance_m=5000.0))
    watch(lambda: like_activity(activity, alice))
    watch(lambda: like_activity(activity, bob))
    watch(lambda: unlike_activity(activity, alice))
    watch(lambda: edit_activity(activity, bob, visibility=2))
    watch(lambda: edit_activity(activity, bob, visibility=0))
    watch(lambda: edit_activity(activity, bob, visibility=1))
    watch(lambda: delete_activity(activity, bob))


def test_each_event_of_friends_and_inbox(watch: Any, alice: Any, bob: Any, charlie: Any, run: Any) -> None:
    from activities.engagement.services import like_activity, unlike_activity
    from notifications.inbox.services import mark_all_read, mark_read
    from notifications.models import Notification
    from social.friendships import services

    mine = run(alice)
    run(charlie, title="Of a stranger")
    watch(lambda: services.send_request(charlie, alice.pk))
    watch(lambda: services.reject_request(alice, charlie.pk))
    watch(lambda: services.send_request(alice, charlie.pk))
    watch(lambda: services.remove_friend(alice, charlie.pk))
    watch(lambda: services.send_request(charlie, alice.pk), lambda: services.remove_friend(charlie, alice.pk))
    watch(lambda: like_activity(mine, bob))
    watch(lambda: mark_read(alice, [Notification.objects.filter(user=alice).latest("pk").pk]))
    watch(lambda: unlike_activity(mine, bob))
    watch(lambda: like_activity(mine, bob), lambda: mark_all_read(alice))


def test_a_friendship_brings_and_takes_the_feed(watch: Any, alice: Any, charlie: Any, run: Any) -> None:
    from social.friendships import services

    run(charlie, title="From before")
    services.send_request(charlie, alice.pk)
    watch(lambda: services.accept_request(alice, charlie.pk))
    watch(lambda: services.remove_friend(charlie, alice.pk))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_any_mixture_of_them(watch: Any, alice: Any, bob: Any, charlie: Any, run: Any, seed: int) -> None:
    from activities.engagement.services import like_activity, unlike_activity
    from activities.models import Activity
    from activities.tracking.services import delete_activity, edit_activity
    from notifications.inbox.services import mark_all_read
    from social.friendships import services

    chance = random.Random(seed)
    runs = [run(one) for one in (alice, bob, charlie) for _ in range(3)]

    def act() -> None:
        one, other, activity = chance.choice((alice, bob)), chance.choice((charlie, alice)), chance.choice(runs)
        works = [
            lambda: runs.append(run(one, visibility=chance.choice((0, 1, 2)))),
            lambda: edit_activity(
                activity, activity.user, visibility=chance.choice((0, 1, 2)), title=str(chance.random())
            ),
            lambda: like_activity(Activity.objects.visible_to(one).get(pk=activity.pk), one),
            lambda: unlike_activity(activity, one),
            lambda: delete_activity(activity, activity.user),
            lambda: mark_all_read(alice),
            lambda: services.send_request(one, other.pk),
            lambda: services.accept_request(one, other.pk),
            lambda: services.reject_request(one, other.pk),
            lambda: services.remove_friend(one, other.pk),
        ]
        try:
            chance.choice(works)()
        except (Refusal, Activity.DoesNotExist):
            return

    for _ in range(4):
        watch(*[act] * 12)
