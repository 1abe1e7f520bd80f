"""Does what one does reach the other, live? The path of one like, over socket and over poll."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_like_moves_the_owners_count_and_badge(alice: Any, bob: Any, run: Any, live: Any, api: Any, way: str) -> None:
    activity = run(alice)
    device = live(alice, by=way)
    device.expect("social_data")
    answer = api(bob).post(f"/api/v1/activities/{activity.pk}/like")
    assert answer.json() == {"activity_id": activity.pk, "has_liked": True, "like_count": 1}
    liked = device.expect("activity_liked", activity_id=activity.pk)
    assert liked["payload"]["user"] == {"id": bob.pk, "username": "bob", "name": "Bob", "avatar": None}
    assert device.expect("count_update", activity_id=activity.pk)["payload"]["like_count"] == 1
    told = device.expect_notification("like")
    assert (told["actor"]["username"], told["title"]) == ("bob", "Bob likes Morning run")
    before = device.expect("social_data")["payload"]["unread"]["notifications"]
    device.settle(1)  # the run may have earned a badge as well, which is told when its job has run
    unread = api(alice).get("/api/v1/notifications/unread-count").json()["unread"]
    assert unread > before
    device.expect("unread_count", notifications=unread)
    assert device.place.faults == []


def test_a_like_may_be_sent_over_the_live_side_itself(alice: Any, bob: Any, run: Any, live: Any, way: str) -> None:
    activity = run(alice)
    device = live(bob, by=way)
    device.expect("social_data")
    ack = device.ask("like", {"activity_id": activity.pk})
    assert ack == {
        "ack_id": ack["ack_id"],
        "success": True,
        "error": None,
        "result": {"activity_id": activity.pk, "has_liked": True, "like_count": 1},
    }
    assert activity.likes.count() == 1
    device.expect("feed_update", action="liked", activity_id=activity.pk)


def test_a_stranger_hears_and_does_nothing(
    alice: Any, charlie: Any, bob: Any, run: Any, live: Any, api: Any, way: str
) -> None:
    """S-SEED-6 and S-SEED-8."""
    device = live(charlie, by=way)
    assert device.expect("social_data")["payload"]["feed"] == []
    if way == "socket":
        for channel in ("feed:updates", "presence", "notifications"):
            device.send("subscribe", {"channel": channel})
    activity = run(alice)
    api(bob).post(f"/api/v1/activities/{activity.pk}/like")
    refused = device.ask("like", {"activity_id": activity.pk})
    assert (refused["success"], refused["error"]["code"]) == (False, "NOT_FOUND")
    device.settle(1)
    assert [frame for frame in device.frames if "seq" in frame] == []
    assert activity.likes.count() == 1


def test_a_new_activity_of_a_friend_arrives_whole(
    alice: Any, bob: Any, run: Any, live: Any, api: Any, way: str
) -> None:
    device = live(alice, by=way)
    device.expect("social_data")
    activity = run(bob, title="Along the river")
    new = device.expect("feed_update", action="new")["payload"]["activity"]
    assert new == api(alice).get("/api/v1/feed").json()["results"][0]
    assert device.expect("friend_activity", activity_id=activity.pk)["payload"]["title"] == "Along the river"


def test_friend_requests_are_told_live(alice: Any, charlie: Any, live: Any, api: Any, way: str) -> None:
    asked, asker = live(alice, by=way), live(charlie, by=way)
    asked.expect("social_data")
    asker.expect("social_data")
    api(charlie).post(f"/api/v1/friends/request/{alice.pk}")
    assert asked.expect("friend_request")["payload"]["user"]["name"] == "Charlie"
    api(alice).post(f"/api/v1/friends/accept/{charlie.pk}")
    assert asker.expect("friend_accepted")["payload"]["user"]["username"] == "alice"
    assert asked.expect("friend_accepted")["payload"]["user"]["username"] == "charlie"


def test_reading_on_one_device_clears_the_badge_on_the_other(
    alice: Any, bob: Any, live: Any, api: Any, way: str
) -> None:
    """E2 and S-SEED-12."""
    one, other = live(bob, by=way), live(bob)
    unread = one.expect("social_data")["payload"]["unread"]["notifications"]
    other.expect("social_data")
    assert unread == 0
    assert api(alice).get("/api/v1/notifications/unread-count").json() == {"unread": 1}
    first, second = live(alice, by=way), live(alice)
    assert first.expect("social_data")["payload"]["unread"] == {"notifications": 1}
    second.expect("social_data")
    assert first.ask("notification_read_all")["result"] == {"unread": 0}
    for device in (first, second):
        device.expect("notification_read")
        device.expect("unread_count", notifications=0)
