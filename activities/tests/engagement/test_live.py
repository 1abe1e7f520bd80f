"""Do counts, comments and shares reach whoever has them open, and nobody else, as fast and as seldom as they should?"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from activities.engagement.commenting import add_comment, delete_comment, edit_comment, hide_comment
from activities.engagement.services import like_activity
from activities.engagement.sharing import share_activity, unshare_activity
from activities.models import Like
from activities.tracking.services import delete_activity, edit_activity
from social.accounts.models import User
from social.models import Block

pytestmark = pytest.mark.django_db(transaction=True)


def test_200_likes_at_once_are_counted_exactly_and_told_seldom(
    alice: Any, bob: Any, run: Any, live: Any, api: Any
) -> None:
    """C10: a few frames, the last of them right, and no more of them for the owner."""
    activity = run(alice, visibility=0)
    crowd = User.objects.bulk_create(User(username=f"c{n}", email=f"c{n}@example.org") for n in range(200))
    owner, friend = live(alice), live(bob)
    for device in (owner, friend):
        device.expect("social_data")

    def like(person: Any) -> None:
        try:
            like_activity(activity, person)
        finally:
            connection.close()

    began = time.monotonic()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(like, crowd))
    for device in (owner, friend):
        device.expect("count_update", like_count=200)
    owner.expect("activity_liked", like_count=200)
    took_s = time.monotonic() - began
    assert Like.objects.filter(activity=activity).count() == 200
    for device, kind in ((owner, "count_update"), (owner, "activity_liked"), (friend, "count_update")):
        assert sum(frame["type"] == kind for frame in device.frames) <= took_s + 3
    told = [line for line in api(alice).get("/api/v1/notifications").json()["results"] if line["type"] == "like"]
    assert [len(line["actors"]) + line["others"] for line in told] == [200], "one line for all of them"


def test_what_is_said_reaches_open_pages(alice: Any, bob: Any, charlie: Any, run: Any, live: Any, way: str) -> None:
    """A stranger who has a public activity open too, but not one whom its author blocks."""
    activity = run(alice, visibility=0)
    device = live(charlie, by=way)
    device.expect("social_data")
    assert device.ask("subscribe", {"channel": f"activity:{activity.pk}"})["success"]
    comment = add_comment(activity, bob, "Well run")
    told = device.expect("activity_commented", activity_id=activity.pk)["payload"]["comment"]
    assert (told["id"], told["content"], told["author"]["username"]) == (comment.pk, "Well run", "bob")
    device.expect("count_update", comment_count=1)
    edit_comment(activity, bob, comment.pk, "Very well run")
    assert device.expect("comment_updated")["payload"]["comment"]["content"] == "Very well run"
    hide_comment(activity, alice, comment.pk)
    device.expect("comment_deleted", comment_id=comment.pk)
    device.expect("count_update", comment_count=0)
    Block.objects.create(blocker=charlie, blocked=bob)
    seen = len(device.frames)
    add_comment(activity, bob, "Not for everybody")
    device.expect("count_update", comment_count=None)
    device.settle(0.5)
    assert "activity_commented" not in [frame["type"] for frame in device.frames[seen:]]


def test_a_comment_may_be_sent_over_the_live_side_itself(alice: Any, bob: Any, run: Any, live: Any) -> None:
    activity = run(alice)
    device = live(bob)
    device.expect("social_data")
    payload = {"activity_id": activity.pk, "content": "Well run", "client_id": "c1"}
    ids = [device.ask("comment", payload)["result"]["comment"]["id"] for _ in range(2)]
    assert ids == [activity.comments.get().pk] * 2
    refused = device.ask("comment", payload | {"activity_id": 10**9})
    assert refused["error"]["code"] == "NOT_FOUND"
    refused = device.ask("comment", payload | {"content": "\x07", "client_id": "c2"})
    assert list(refused["error"]["details"]) == ["content"]


def test_a_share_reaches_and_leaves_open_feeds(
    alice: Any, bob: Any, charlie: Any, run: Any, live: Any, api: Any, way: str
) -> None:
    """Frames and what the protocol says to read give a fresh answer; edits and narrower visibility reach it too."""
    activity = run(charlie, visibility=0, title="Of a stranger")
    like_activity(activity, alice)
    device = live(alice, by=way)
    device.expect("social_data")

    def feed() -> list[Any]:
        return list(api(alice).get("/api/v1/feed").json()["results"])

    share_activity(activity, bob, "Look!")
    told = device.expect("feed_update", action="shared")["payload"]
    whole = api(alice).get(f"/api/v1/activities/{activity.pk}").json()
    counts = {name: whole[name] for name in ("like_count", "comment_count", "has_liked")}
    assert [told["activity"] | counts] == feed()
    edit_activity(activity, charlie, title="Edited")
    change = device.expect("feed_update", action="edited")["payload"]["activity"]
    assert [told["activity"] | counts | change] == feed()
    edit_activity(activity, charlie, visibility=1)
    device.expect("feed_update", action="deleted")
    assert feed() == []
    edit_activity(activity, charlie, visibility=0)
    assert device.expect("feed_update", action="shared", activity=None)["payload"]["activity_id"] == activity.pk
    assert len(feed()) == 1
    unshare_activity(activity, bob)
    device.expect("feed_update", action="unshared", share_id=told["share_id"])
    share_activity(activity, bob)
    delete_activity(activity, charlie)
    device.expect("feed_update", action="deleted", activity_id=activity.pk)
    assert feed() == []


def test_a_deleted_comment_is_told_once(alice: Any, bob: Any, run: Any, live: Any) -> None:
    activity = run(alice)
    device = live(alice)
    device.expect("social_data")
    comment = add_comment(activity, bob, "Well run")
    line = device.expect_notification("comment")
    delete_comment(activity, bob, comment.pk)
    device.expect("comment_deleted", comment_id=comment.pk)
    device.expect("notification_removed", ids=[line["id"]])
