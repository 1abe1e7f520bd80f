"""Is an activity shared once, by who may see it, and told to its owner and to those who see the share?"""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from activities.engagement.readers import readers_of
from activities.feed.selectors import feed_page
from activities.models import Share
from activities.tests.engagement.test_comment import address, read, say, told
from activities.tests.feed.worlds import World
from notifications.models import Notification
from realtime.models import OutboxEvent

pytestmark = pytest.mark.django_db


def share(client: Any, activity: Any, **body: Any) -> Any:
    return client.post(address(activity, "share"), body, format="json")


def test_a_share_is_one_and_tells_the_owner_once(alice: Any, bob: Any, run: Any, api: Any) -> None:
    activity = run(alice, title="Lake run")
    for note in ("First", "Second"):
        answer = share(api(bob), activity, note=note)
        state = {"activity_id": activity.pk, "has_shared": True, "note": "First"}
        assert (answer.status_code, answer.json()) == (200, state)
    assert told(alice) == [("share", "bob")]
    line = Notification.objects.get(user=alice, type="share")
    assert (line.title, line.message, line.related_id) == ("Bob shared Lake run", "First", activity.pk)
    assert OutboxEvent.objects.filter(type="feed_update", payload__contains='"shared","activity_id"').count() == 1


def test_taking_it_back_takes_everything_back(alice: Any, bob: Any, run: Any, api: Any) -> None:
    activity = run(alice)
    share(api(bob), activity)
    for _ in range(2):
        answer = api(bob).delete(address(activity, "share"))
        assert (answer.status_code, answer.json()["has_shared"]) == (200, False)
    assert (told(alice), Share.objects.count()) == ([], 0)
    assert OutboxEvent.objects.filter(type="feed_update", payload__contains='"unshared"').count() == 1


def test_ones_own_is_not_shared(alice: Any, run: Any, api: Any) -> None:
    answer = share(api(alice), run(alice))
    assert (answer.status_code, answer.json()["code"]) == (400, "own_activity")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"note": "x" * 501}, "note"),
        ({"note": "\x07"}, "note"),
        ({"note": ["a"]}, "note"),
        ({"user": 1}, "user"),
        ({"hidden_at": None}, "hidden_at"),
    ],
    ids=str,
)
def test_what_is_no_note_is_refused(alice: Any, bob: Any, run: Any, api: Any, body: Any, field: str) -> None:
    answer = share(api(bob), run(alice), **body)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])


@pytest.mark.parametrize("seed", [1, 2])
def test_told_are_those_whose_feed_shows_it(seed: int) -> None:
    """The audience of a share is the feed's own rule, asked the other way round."""
    world = World(seed, activities=20)
    world.share(25)
    shown = {
        (activity.share.pk, viewer.pk)
        for viewer in world.people
        for activity in feed_page(viewer, 100).activities
        if hasattr(activity, "share")
    }
    present = [one for one in world.shares if one.hidden_at is None and one.activity.deleted_at is None]
    readers = {
        (one.pk, reader)
        for one in present
        for reader in readers_of(one.activity_id, one.activity.visibility, [one.user_id])
        if one.activity.user.is_active
    } - {(one.pk, one.user_id) for one in present}
    assert {pair for pair in readers if pair[1] in {person.pk for person in world.people}} == shown
    assert len(shown) > 10


def test_a_moderator_hides_and_restores_what_is_said_and_shared(
    alice: Any, bob: Any, dana: Any, run: Any, api: Any
) -> None:
    """J4: each is in the log of the admin; the owner cannot show again what a moderator hid."""
    activity, client = run(alice, visibility=0), Client()
    client.force_login(dana)
    pk = say(api(bob), activity).json()["id"]
    share(api(bob), activity)
    for model, row in (("comment", pk), ("share", Share.objects.get().pk)):
        for action in ("hide", "hide", "restore", "hide"):
            body = {"action": action, "reason": "Spam.", "_selected_action": [row]}
            assert client.post(f"/admin/activities/{model}/", body).status_code == 302
    words = [entry.get_change_message().split(":")[0] for entry in LogEntry.objects.order_by("pk")]
    assert words == ["Hidden", "Restored", "Hidden"] * 2
    assert (read(api(bob), activity), told(alice)) == ([], [])
    assert api(alice).delete(address(activity, f"comment/{pk}/hide")).status_code == 403
    assert api(bob).delete(address(activity, "share")).status_code == 200
    assert Share.objects.count() == 1
