"""Does a block keep two people apart on every path of the API, and does a mute stay unnoticed?"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from activities.models import Like
from social.friendships.services import send_request
from social.models import Block, Friendship, Mute

pytestmark = pytest.mark.django_db
WAYS = ["alice blocks bob", "bob blocks alice"]


@pytest.fixture(params=WAYS)
def apart(request: pytest.FixtureRequest, alice: Any, bob: Any) -> tuple[Any, Any]:
    """Two friends with a block between them, in either direction; the tie's rows are still there."""
    blocker, blocked = (alice, bob) if request.param == WAYS[0] else (bob, alice)
    Block.objects.create(blocker=blocker, blocked=blocked)
    return alice, bob


def names(answer: Any) -> list[str]:
    return [person["username"] for person in answer.json()["results"]]


def test_neither_finds_nor_sees_the_other(apart: Any, api: Any) -> None:
    """S-PR-3, and the body of the 404 is that of a person who never was."""
    for one, other in (apart, apart[::-1]):
        client = api(one)
        assert names(client.get("/api/v1/users", {"search": other.username})) == []
        hidden, missing = client.get(f"/api/v1/users/{other.pk}"), client.get("/api/v1/users/999999999")
        assert (hidden.status_code, hidden.content) == (404, missing.content)


def test_neither_is_a_friend_of_the_other(apart: Any, api: Any) -> None:
    for one, other in (apart, apart[::-1]):
        client = api(one)
        assert names(client.get("/api/v1/friends")) == []
        assert client.post(f"/api/v1/friends/request/{other.pk}").status_code == 404
        assert client.post(f"/api/v1/friends/accept/{other.pk}").status_code == 404


def test_neither_sees_what_the_other_does(apart: Any, run: Any, api: Any) -> None:
    for one, other in (apart, apart[::-1]):
        row = run(other, visibility=0)
        client = api(one)
        assert client.get("/api/v1/feed").json()["results"] == []
        assert client.get(f"/api/v1/activities/{row.pk}").status_code == 404
        assert client.post(f"/api/v1/activities/{row.pk}/like").status_code == 404


def test_neither_is_named_to_the_other_by_a_third(apart: Any, charlie: Any, run: Any, api: Any) -> None:
    row = run(charlie, visibility=0)
    for one in apart:
        Like.objects.create(activity=row, user=one)
    for one, other in (apart, apart[::-1]):
        likes = api(one).get(f"/api/v1/activities/{row.pk}/likes")
        assert [like["user"]["username"] for like in likes.json()["results"]] == [one.username]
        assert f'"{other.username}"' not in likes.text


def test_a_request_across_a_block_is_shown_to_neither_and_cannot_be_accepted(
    alice: Any, charlie: Any, api: Any
) -> None:
    send_request(charlie, alice.pk)
    Block.objects.create(blocker=charlie, blocked=alice)
    assert api(alice).get("/api/v1/friends/requests").json()["results"] == []
    assert api(charlie).get("/api/v1/friends/requests?direction=outgoing").json()["results"] == []
    assert api(alice).post(f"/api/v1/friends/accept/{charlie.pk}").status_code == 404
    assert api(alice).get("/api/v1/notifications/unread-count").json() == {"unread": 0}
    assert Friendship.objects.get().status == "pending"


def test_who_is_not_concerned_sees_both(apart: Any, charlie: Any, api: Any) -> None:
    for one in apart:
        assert api(charlie).get(f"/api/v1/users/{one.pk}").status_code == 200


def test_a_lifted_block_leaves_no_trace(apart: Any, api: Any) -> None:
    Block.objects.all().delete()
    assert names(api(apart[0]).get("/api/v1/friends")) == ["bob"]


def test_the_muted_notice_nothing(alice: Any, bob: Any, run: Any, api: Any) -> None:
    """S-PR-4: every answer to the muted person is as it was before."""
    row = run(alice)
    addresses = ["feed", f"activities/{row.pk}", f"users/{alice.pk}", "friends", "users?search=alice", "notifications"]
    before = [api(bob).get(f"/api/v1/{address}").content for address in addresses]
    Mute.objects.create(muter=alice, muted=bob)
    assert [api(bob).get(f"/api/v1/{address}").content for address in addresses] == before
    assert api(bob).post(f"/api/v1/activities/{row.pk}/like").status_code == 200


@pytest.mark.parametrize(("model", "names"), [(Block, ("blocker", "blocked")), (Mute, ("muter", "muted"))])
def test_the_database_holds_one_row_a_pair_and_none_of_oneself(alice: Any, bob: Any, model: Any, names: Any) -> None:
    model.objects.create(**dict(zip(names, (alice, bob), strict=True)))
    for pair in ((alice, bob), (alice, alice)):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.create(**dict(zip(names, pair, strict=True)))
    model.objects.create(**dict(zip(names, (bob, alice), strict=True)))
