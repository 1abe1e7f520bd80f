"""Do people become friends only as both want it?"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from notifications.models import Notification
from realtime.models import OutboxEvent
from social.friendships import services
from social.models import Block, Friendship

pytestmark = pytest.mark.django_db


def rows(one: Any, other: Any) -> set[tuple[str, str, str]]:
    found = Friendship.objects.between(one.pk, other.pk).select_related("user", "friend")
    return {(row.user.username, row.friend.username, row.status) for row in found}


def test_a_request_waits_and_is_told_with_name_and_avatar(alice: Any, charlie: Any, api: Any) -> None:
    answer = api(charlie).post(f"/api/v1/friends/request/{alice.pk}")
    assert (answer.status_code, answer.json()) == (201, {"status": "pending"})
    assert rows(alice, charlie) == {("charlie", "alice", "pending")}
    told = Notification.objects.get(user=alice)
    assert (told.type, told.actor, told.related_id) == ("friend_request", charlie, charlie.pk)
    event = OutboxEvent.objects.filter(type="friend_request").earliest("id")
    assert '"name":"Charlie"' in event.payload
    assert '"avatar":null' in event.payload
    incoming = api(alice).get("/api/v1/friends/requests").json()["results"]
    assert [request["user"]["username"] for request in incoming] == ["charlie"]
    outgoing = api(charlie).get("/api/v1/friends/requests?direction=outgoing").json()["results"]
    assert [request["user"]["username"] for request in outgoing] == ["alice"]


def test_accepting_makes_two_rows_and_tells_the_asker(alice: Any, charlie: Any, api: Any) -> None:
    services.send_request(charlie, alice.pk)
    assert api(alice).post(f"/api/v1/friends/accept/{charlie.pk}/").status_code == 200
    assert rows(alice, charlie) == {("charlie", "alice", "accepted"), ("alice", "charlie", "accepted")}
    assert Notification.objects.get(user=charlie).type == "friend_accepted"
    assert not Notification.objects.filter(user=alice, type="friend_request").exists()
    assert [friend["username"] for friend in api(alice).get("/api/v1/friends").json()["results"]] == ["charlie"]
    assert [friend["username"] for friend in api(charlie).get("/api/v1/friends/").json()["results"]] == ["alice"]


def test_nobody_accepts_what_was_not_asked_of_them(alice: Any, charlie: Any, api: Any) -> None:
    """S-SEED-1: neither a request that never was, nor one's own."""
    assert api(charlie).post(f"/api/v1/friends/accept/{alice.pk}").status_code == 404
    assert rows(alice, charlie) == set()
    services.send_request(charlie, alice.pk)
    assert api(charlie).post(f"/api/v1/friends/accept/{alice.pk}").status_code == 404
    assert rows(alice, charlie) == {("charlie", "alice", "pending")}


def test_a_third_person_can_do_nothing_about_a_request(alice: Any, bob: Any, charlie: Any, api: Any) -> None:
    services.send_request(charlie, alice.pk)
    for verb in ("accept", "reject"):
        assert api(bob).post(f"/api/v1/friends/{verb}/{charlie.pk}").status_code == 404
    assert api(bob).delete(f"/api/v1/friends/{charlie.pk}").status_code == 404
    assert rows(alice, charlie) == {("charlie", "alice", "pending")}


def test_only_pending_requests_are_answered(alice: Any, charlie: Any, api: Any) -> None:
    services.send_request(charlie, alice.pk)
    services.reject_request(alice, charlie.pk)
    assert api(alice).post(f"/api/v1/friends/accept/{charlie.pk}").status_code == 404
    assert api(alice).post(f"/api/v1/friends/reject/{charlie.pk}").status_code == 404
    assert rows(alice, charlie) == {("charlie", "alice", "rejected")}


@pytest.mark.parametrize("again", ["pending", "friends"])
def test_asking_twice_is_a_conflict(alice: Any, charlie: Any, api: Any, again: str) -> None:
    services.send_request(charlie, alice.pk)
    if again == "friends":
        services.accept_request(alice, charlie.pk)
    answer = api(charlie).post(f"/api/v1/friends/request/{alice.pk}")
    assert answer.status_code == 409
    assert answer.json()["code"] == ("already_friends" if again == "friends" else "already_requested")


def test_one_cannot_ask_oneself(alice: Any, api: Any) -> None:
    answer = api(alice).post(f"/api/v1/friends/request/{alice.pk}")
    assert (answer.status_code, answer.json()["code"]) == (400, "own_friend")


def test_blocked_blocking_suspended_and_missing_people_answer_alike(alice: Any, person: Any, api: Any) -> None:
    """S-PR-7: the same 404, body and all."""
    blocked, blocking, suspended = person("blocked"), person("blocking"), person("suspended", is_active=False)
    Block.objects.create(blocker=alice, blocked=blocked)
    Block.objects.create(blocker=blocking, blocked=alice)
    answers = [
        api(alice).post(f"/api/v1/friends/request/{pk}") for pk in (blocked.pk, blocking.pk, suspended.pk, 10**9)
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert not Friendship.objects.exists()


def test_after_a_rejection_one_asks_again_a_week_later(alice: Any, charlie: Any) -> None:
    """S-SEED-24 and S-PR-7: until then the answer is that of a waiting request, which tells nothing."""
    services.send_request(charlie, alice.pk)
    services.reject_request(alice, charlie.pk)
    with pytest.raises(services.Conflict) as refused:
        services.send_request(charlie, alice.pk)
    assert refused.value.code == "already_requested"
    Friendship.objects.update(updated_at=timezone.now() - timedelta(days=8))
    assert services.send_request(charlie, alice.pk) is False
    assert rows(alice, charlie) == {("charlie", "alice", "pending")}


def test_who_rejected_may_ask_the_other_way(alice: Any, charlie: Any) -> None:
    services.send_request(charlie, alice.pk)
    services.reject_request(alice, charlie.pk)
    services.send_request(alice, charlie.pk)
    assert rows(alice, charlie) == {("alice", "charlie", "pending")}


def test_crossing_requests_end_as_friends_once(alice: Any, charlie: Any, api: Any) -> None:
    services.send_request(charlie, alice.pk)
    answer = api(alice).post(f"/api/v1/friends/request/{charlie.pk}")
    assert (answer.status_code, answer.json()) == (201, {"status": "accepted"})
    assert rows(alice, charlie) == {("charlie", "alice", "accepted"), ("alice", "charlie", "accepted")}


def test_delete_withdraws_ones_own_request_with_its_notification(alice: Any, charlie: Any, api: Any) -> None:
    services.send_request(charlie, alice.pk)
    assert api(charlie).delete(f"/api/v1/friends/{alice.pk}").status_code == 204
    assert rows(alice, charlie) == set()
    assert not Notification.objects.filter(user=alice).exists()


def test_delete_does_not_answer_for_the_other(alice: Any, charlie: Any, api: Any) -> None:
    services.send_request(charlie, alice.pk)
    assert api(alice).delete(f"/api/v1/friends/{charlie.pk}").status_code == 404
    assert rows(alice, charlie) == {("charlie", "alice", "pending")}


def test_delete_ends_a_friendship_from_either_side(alice: Any, bob: Any, api: Any) -> None:
    assert api(bob).delete(f"/api/v1/friends/{alice.pk}").status_code == 204
    assert rows(alice, bob) == set()


def test_the_21st_request_of_a_day_is_429_with_retry_after(alice: Any, person: Any, api: Any) -> None:
    """B4; withdrawn requests count, and an emptied cache gives no second 20."""
    people = [person(f"p{n}") for n in range(22)]
    for one in people[:20]:
        assert api(alice).post(f"/api/v1/friends/request/{one.pk}").status_code == 201
    services.remove_friend(alice, people[0].pk)
    refused = api(alice).post(f"/api/v1/friends/request/{people[20].pk}")
    assert (refused.status_code, refused.json()["code"]) == (429, "rate_limited")
    assert 0 < int(refused["Retry-After"]) <= 86_400
    cache.clear()
    still = api(alice).post(f"/api/v1/friends/request/{people[21].pk}")
    assert still.status_code == 429
    assert 0 < int(still["Retry-After"]) <= 86_401
    assert Friendship.objects.filter(user=alice).count() == 19


def test_friends_are_off_when_the_flag_is(alice: Any, charlie: Any, api: Any, monkeypatch: Any) -> None:
    """S-JO-8: 403 with the seed's body, no row, no event."""
    monkeypatch.setenv("FEATURE_FRIENDS", "disabled")
    answer = api(alice).post(f"/api/v1/friends/request/{charlie.pk}")
    assert (answer.status_code, answer.json()["error"]) == (403, "feature_not_available")
    assert not Friendship.objects.exists()
    assert not OutboxEvent.objects.exists()


def test_a_stranger_to_the_server_gets_401(alice: Any, api: Any) -> None:
    for method, path in (("get", "friends"), ("get", "friends/requests"), ("post", f"friends/request/{alice.pk}")):
        answer = getattr(api(), method)(f"/api/v1/{path}")
        assert answer.status_code == 401
        assert answer["Content-Type"] == "application/problem+json"
