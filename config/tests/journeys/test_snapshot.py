"""Is the old answer with the frames applied the same as a fresh answer? For every event of friends, feed and inbox."""

from __future__ import annotations

import random
from typing import Any

import pytest

from config.kernel.errors import Refusal

pytestmark = pytest.mark.django_db(transaction=True)


class Screen:
    """What a page shows: the lists of the API, moved on by frames only, as the page's own modules do."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.feed = {row["id"]: row for row in self._all("feed")}
        self.inbox = {row["id"]: row for row in self._all("notifications")}
        self.unread = client.get("/api/v1/notifications/unread-count").json()["unread"]
        self.friends = {row["id"]: row for row in self._all("friends")}
        self.incoming = {row["user"]["id"] for row in self._all("friends/requests")}
        self.outgoing = {row["user"]["id"] for row in self._all("friends/requests?direction=outgoing")}

    def _all(self, path: str) -> list[Any]:
        joint = "&" if "?" in path else "?"
        answer = self.client.get(f"/api/v1/{path}{joint}limit=100")
        assert answer.status_code == 200, answer.content
        return list(answer.json()["results"])

    def apply(self, frame: dict[str, Any]) -> None:
        """Move on by one frame; the API is asked only where the protocol says so."""
        handler = getattr(self, f"on_{frame['type']}", None)
        if handler:
            handler(frame["payload"])

    def on_feed_update(self, told: dict[str, Any]) -> None:
        pk, action = told["activity_id"], told["action"]
        if action == "new":
            row = told["activity"] or self.client.get(f"/api/v1/activities/{pk}").json()
            if row["author"]["id"] != self.me:
                self.feed[pk] = row if told["activity"] else row | {"route": row["route"]}
        elif action == "deleted":
            self.feed.pop(pk, None)
        elif pk in self.feed:
            change = told["activity"] if action == "edited" else {"has_liked": action == "liked"}
            self.feed[pk] = self.feed[pk] | change

    def on_count_update(self, told: dict[str, Any]) -> None:
        if told["activity_id"] in self.feed:
            counts = {name: told[name] for name in ("like_count", "comment_count")}
            self.feed[told["activity_id"]] = self.feed[told["activity_id"]] | counts

    def on_notification(self, told: dict[str, Any]) -> None:
        self.inbox[told["notification"]["id"]] = told["notification"]

    def on_notification_read(self, told: dict[str, Any]) -> None:
        for pk, row in self.inbox.items():
            if told["all"] or pk in told["ids"]:
                self.inbox[pk] = row | {"is_read": True}

    def on_notification_removed(self, told: dict[str, Any]) -> None:
        for pk in told["ids"]:
            self.inbox.pop(pk, None)

    def on_unread_count(self, told: dict[str, Any]) -> None:
        self.unread = told["notifications"]

    def on_friend_request(self, told: dict[str, Any]) -> None:
        (self.outgoing if told["by_me"] else self.incoming).add(told["user"]["id"])

    def on_friend_accepted(self, told: dict[str, Any]) -> None:
        other = told["user"]
        self.incoming.discard(other["id"])
        self.outgoing.discard(other["id"])
        self.friends[other["id"]] = other
        self.read_feed_again()

    def on_friend_removed(self, told: dict[str, Any]) -> None:
        self.incoming.discard(told["user_id"])
        self.outgoing.discard(told["user_id"])
        self.friends.pop(told["user_id"], None)
        self.read_feed_again()

    def read_feed_again(self) -> None:
        """A friendship changes whose activities the feed holds: the protocol says to read it again."""
        self.feed = {row["id"]: row for row in self._all("feed")}

    def state(self) -> dict[str, Any]:
        """Everything it shows, in the order it is shown."""
        feed = sorted(self.feed.values(), key=lambda row: (row["created_at"], row["id"]), reverse=True)
        return {
            "feed": feed,
            "inbox": sorted(self.inbox.values(), key=lambda row: -row["id"]),
            "unread": self.unread,
            "friends": sorted(self.friends),
            "incoming": sorted(self.incoming),
            "outgoing": sorted(self.outgoing),
        }


@pytest.fixture
def watch(alice: Any, api: Any, live: Any) -> Any:
    """Alice's screen and device; `check(act)` acts, applies what came, and compares with a fresh answer."""
    device = live(alice)
    device.expect("social_data")

    def check(*acts: Any) -> None:
        screen, seen = Screen(api(alice)), len(device.frames)
        screen.me = alice.pk  # type: ignore[attr-defined]
        for act in acts:
            act()
        _told(device)
        for frame in device.frames[seen:]:
            screen.apply(frame)
        assert screen.state() == Screen(api(alice)).state(), [frame["type"] for frame in device.frames[seen:]]

    return check


def _told(device: Any) -> None:
    """Wait until the outbox is empty, and what it told has arrived."""
    import time

    from realtime.models import OutboxEvent

    deadline = time.monotonic() + 20
    while OutboxEvent.objects.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    device.settle(0.4)


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
