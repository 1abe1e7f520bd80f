"""What does a block or a mute hide, and does it act at once?"""

from __future__ import annotations

import threading
from typing import Any

import pytest

from social.models import Block, Follow, Friendship, Mute

pytestmark = pytest.mark.django_db


def test_a_block_ends_friendship_and_follows_and_hides_each_from_the_other(alice: Any, bob: Any, api: Any) -> None:
    Follow.objects.create(follower=bob, followed=alice)
    assert api(alice).post(f"/api/v1/users/{bob.pk}/block").status_code == 204
    assert Friendship.objects.between(alice.pk, bob.pk).count() == 0
    assert Follow.objects.count() == 0
    for one, other in ((alice, bob), (bob, alice)):
        client = api(one)
        assert client.get(f"/api/v1/users/{other.pk}").status_code == 404
        assert client.get(f"/api/v1/users?search={other.username}").json()["results"] == []
        assert client.post(f"/api/v1/friends/request/{other.pk}").status_code == 404
        assert client.post(f"/api/v1/users/{other.pk}/follow").status_code == 404


def test_blocking_again_changes_nothing_and_unblocking_ends_it(alice: Any, charlie: Any, api: Any) -> None:
    client = api(alice)
    for _ in range(2):
        assert client.post(f"/api/v1/users/{charlie.pk}/block").status_code == 204
    assert [row["username"] for row in client.get("/api/v1/users/me/blocks").json()["results"]] == ["charlie"]
    for _ in range(2):
        assert client.delete(f"/api/v1/users/{charlie.pk}/block").status_code == 204
    assert client.get("/api/v1/users/me/blocks").json()["results"] == []
    assert api(charlie).get(f"/api/v1/users/{alice.pk}").status_code == 200


def test_who_is_blocked_cannot_tell_by_blocking_or_muting(alice: Any, charlie: Any, api: Any) -> None:
    Block.objects.create(blocker=alice, blocked=charlie)
    for verb in ("block", "mute", "follow"):
        refused = api(charlie).post(f"/api/v1/users/{alice.pk}/{verb}")
        missing = api(charlie).post(f"/api/v1/users/999999/{verb}")
        assert (refused.status_code, refused.json()) == (missing.status_code, missing.json())
        assert refused.status_code == 404


@pytest.mark.parametrize("verb", ["block", "mute", "follow"])
def test_nobody_does_it_to_themselves_and_strangers_get_401(alice: Any, api: Any, verb: str) -> None:
    assert api(alice).post(f"/api/v1/users/{alice.pk}/{verb}").status_code == 400
    assert api().post(f"/api/v1/users/{alice.pk}/{verb}").status_code == 401


def test_a_mute_hides_from_one_s_own_feed_only(alice: Any, bob: Any, api: Any, run: Any) -> None:
    run(bob, title="Loud")
    titles = lambda person: [row["title"] for row in api(person).get("/api/v1/feed").json()["results"]]  # noqa: E731
    assert titles(alice) == ["Loud"]
    assert api(alice).post(f"/api/v1/users/{bob.pk}/mute").status_code == 204
    assert titles(alice) == []
    assert api(bob).get(f"/api/v1/users/{alice.pk}").json()["relation"] == "friends"
    assert [row["username"] for row in api(alice).get("/api/v1/users/me/mutes").json()["results"]] == ["bob"]
    assert api(alice).delete(f"/api/v1/users/{bob.pk}/mute").status_code == 204
    assert titles(alice) == ["Loud"]
    assert Mute.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_block_acts_at_once_on_open_sockets_and_polls(
    alice: Any, bob: Any, api: Any, live: Any, run: Any, way: str
) -> None:
    """Promise 11."""
    mine = run(alice, visibility=0)
    devices = {person: live(person, by=way) for person in (alice, bob)}
    for device in devices.values():
        device.expect("social_data")
    assert devices[bob].ask("subscribe", {"channel": f"activity:{mine.pk}"})["success"]
    api(alice).post(f"/api/v1/users/{bob.pk}/block")
    for person, other in ((alice, bob), (bob, alice)):
        devices[person].expect("friend_removed", user_id=other.pk)
        devices[person].expect("sight_changed")
    told = devices[bob].expect("error", code="CHANNEL_NOT_FOUND")
    assert told["payload"]["details"] == {"channel": f"activity:{mine.pk}"}
    run(alice, title="Not for bob", visibility=0)
    devices[bob].settle(1)
    assert "Not for bob" not in str(devices[bob].frames)


@pytest.mark.django_db(transaction=True)
def test_a_block_and_a_request_at_the_same_moment_never_leave_both(alice: Any, charlie: Any) -> None:
    from django.db import connection

    from config.kernel.errors import Refusal
    from social.friendships.services import send_request
    from social.safety.services import block_person

    def attempt(act: Any, *args: Any) -> None:
        try:
            act(*args)
        except Refusal:
            pass
        finally:
            connection.close()

    for _ in range(10):
        Block.objects.all().delete()
        Friendship.objects.all().delete()
        acts = [(block_person, alice, charlie.pk), (send_request, charlie, alice.pk)]
        threads = [threading.Thread(target=attempt, args=act) for act in acts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert Block.objects.count() == 1
        assert Friendship.objects.count() == 0
