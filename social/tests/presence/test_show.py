"""Who sees a person's presence, by REST, snapshot and event, and who does not?"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.db import transaction

from realtime.events import publish
from realtime.events.preparing import prepare
from realtime.events.subjects import visible
from realtime.models import OutboxEvent
from realtime.presence import scripting
from realtime.presence.events import PeopleMoved
from realtime.presence.leases import Holder
from realtime.sockets.snapshots import PARTS
from social.accounts.services import edit_profile
from social.friendships.models import Follow
from social.friendships.services import remove_friend
from social.models import Block, Mute, Presence
from social.presence.services import set_status

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/presence"


@pytest.fixture
def connect(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Has people connected, by a process that then says nothing more, and is believed to live for a minute."""
    monkeypatch.setattr(scripting, "ALIVE_MS", 60_000)

    def put(*people: Any) -> None:
        async def acquire() -> None:
            holder = Holder()
            for person in people:
                await holder.acquire(person.pk, f"test-{person.pk}", 0)

        async_to_sync(acquire)()

    return put


def seen_by(client: Any, *people: Any) -> dict[int, str]:
    answer = client.get(ADDRESS, {"users": ",".join(str(person.pk) for person in people)})
    assert answer.status_code == 200, answer.content
    return {row["user_id"]: row["status"] for row in answer.json()["results"]}


def told() -> dict[str, Any]:
    """What the waiting presence event tells, and to whom, when it is sent now."""
    from django.db import connection

    from realtime.events.outbox import SELECT, Waiting

    with connection.cursor() as cursor:
        cursor.execute(SELECT, [[], 100])
        rows = [Waiting(*row) for row in cursor.fetchall() if row[2] == "presence"]
    prepared = prepare(rows[-1:])
    assert prepared.faulty == []
    if not prepared.tellings:
        return {"people": [], "payload": None}
    telling = prepared.tellings[0][1]
    return {
        "people": sorted(telling.people),
        "payload": json.loads(telling.frame)["payload"],
        "subjects": telling.subjects,
    }


def come(*people: Any, gone: tuple[Any, ...] = ()) -> None:
    with transaction.atomic():
        publish(PeopleMoved(came=tuple(p.pk for p in people), left=tuple(p.pk for p in gone)), to=None)


def snapshot_of(person: Any) -> dict[str, str]:
    return {friend.username: friend.status for friend in PARTS["friends_online"](person)}


def test_a_friend_sees_it_everywhere(alice: Any, bob: Any, api: Any, connect: Any) -> None:
    assert seen_by(api(bob), alice) == {alice.pk: "offline"}
    assert snapshot_of(bob) == {}
    connect(alice)
    assert seen_by(api(bob), alice) == {alice.pk: "online"}
    assert snapshot_of(bob) == {"alice": "online"}
    come(alice)
    payload = {"user_id": alice.pk, "status": "online", "last_seen": None}
    assert told() == {"people": [bob.pk], "payload": payload, "subjects": f"presence:{alice.pk}"}


def test_a_follower_sees_it_once_approved(alice: Any, charlie: Any, api: Any, connect: Any) -> None:
    connect(alice)
    follow = Follow.objects.create(follower=charlie, followed=alice, status="pending")
    assert seen_by(api(charlie), alice) == {}
    follow.status = "accepted"
    follow.save()
    assert seen_by(api(charlie), alice) == {alice.pk: "online"}
    come(alice)
    assert told()["people"] == [charlie.pk]


def test_who_is_followed_does_not_see_their_follower(alice: Any, charlie: Any, api: Any) -> None:
    Follow.objects.create(follower=charlie, followed=alice, status="accepted")
    assert seen_by(api(alice), charlie) == {}


def test_a_stranger_sees_nothing(alice: Any, bob: Any, charlie: Any, api: Any, connect: Any) -> None:
    connect(alice, bob)
    assert seen_by(api(charlie), alice, bob) == {}
    assert snapshot_of(charlie) == {}
    assert visible([f"presence:{alice.pk}"], charlie.pk) == set()
    come(alice)
    assert charlie.pk not in told()["people"]


def test_nobody_is_asked_anonymously(api: Any) -> None:
    assert api().get(ADDRESS, {"users": "1"}).status_code == 401
    assert api().get(f"{ADDRESS}/me").status_code == 401
    assert api().patch(f"{ADDRESS}/me", {"status": "busy"}).status_code == 401


@pytest.mark.parametrize("way", ["unfriends", "blocks", "is blocked"])
def test_the_right_ends_with_the_tie(alice: Any, bob: Any, api: Any, connect: Any, way: str) -> None:
    connect(alice)
    come(alice)
    if way == "unfriends":
        remove_friend(alice, bob.pk)
    else:
        pair = {"blocker": alice, "blocked": bob} if way == "blocks" else {"blocker": bob, "blocked": alice}
        Block.objects.create(**pair)
    assert seen_by(api(bob), alice) == {}
    assert snapshot_of(bob) == {}
    assert told()["people"] == []
    assert visible([f"presence:{alice.pk}"], bob.pk) == set(), "what is kept would be replayed"


def test_who_mutes_is_not_shown_it_and_the_muted_cannot_tell(alice: Any, bob: Any, api: Any, connect: Any) -> None:
    connect(alice, bob)
    Mute.objects.create(muter=bob, muted=alice)
    come(alice)
    assert (seen_by(api(bob), alice), told()["people"]) == ({}, [])
    assert seen_by(api(alice), bob) == {bob.pk: "online"}


def test_who_hides_is_seen_by_nobody_and_sees_nobody(alice: Any, bob: Any, api: Any, connect: Any) -> None:
    connect(alice, bob)
    edit_profile(alice, shows_presence=False)
    payload = {"user_id": alice.pk, "status": "offline", "last_seen": None}
    assert told() == {"people": [bob.pk], "payload": payload, "subjects": f"person:{alice.pk}"}
    assert (seen_by(api(bob), alice), seen_by(api(alice), bob)) == ({}, {})
    assert (snapshot_of(bob), snapshot_of(alice)) == ({}, {})
    count = OutboxEvent.objects.filter(type="presence").count()
    come(alice)
    assert OutboxEvent.objects.filter(type="presence").count() == count
    come(bob)
    assert told()["people"] == [], "bob's coming is not told to who hides"
    edit_profile(alice, shows_presence=True)
    assert told()["payload"]["status"] == "online"


def test_a_chosen_status_is_shown_while_connected_and_kept(alice: Any, bob: Any, api: Any, connect: Any) -> None:
    assert api(alice).get(f"{ADDRESS}/me").json() == {"status": "online"}
    answer = api(alice).patch(f"{ADDRESS}/me", {"status": "busy"})
    assert (answer.status_code, answer.json()) == (200, {"status": "busy"})
    assert not OutboxEvent.objects.filter(type="presence").exists(), "nothing changed to be seen"
    assert seen_by(api(bob), alice) == {alice.pk: "offline"}
    connect(alice)
    assert seen_by(api(bob), alice) == {alice.pk: "busy"}
    assert snapshot_of(bob) == {"alice": "busy"}
    set_status(alice, "away")
    assert told()["people"] == [alice.pk, bob.pk], "the person's other devices as well"
    assert told()["payload"]["status"] == "away"
    assert api(alice).get(f"{ADDRESS}/me").json() == {"status": "away"}


def test_the_same_status_again_is_told_once(alice: Any, connect: Any) -> None:
    connect(alice)
    set_status(alice, "busy")
    set_status(alice, "busy")
    assert OutboxEvent.objects.filter(type="presence").count() == 1


def test_who_is_invisible_neither_comes_nor_goes(alice: Any, bob: Any, api: Any, connect: Any) -> None:
    connect(alice)
    set_status(alice, "offline")
    assert told()["payload"]["status"] == "offline"
    seen = Presence.objects.get(user=alice).last_seen
    assert seen is not None
    Presence.objects.filter(user=alice).update(last_seen=None)
    OutboxEvent.objects.all().delete()
    come(alice)
    come(gone=(alice,))
    assert not OutboxEvent.objects.exists()
    assert Presence.objects.get(user=alice).last_seen is None, "it would tell when they were here"
    assert snapshot_of(bob) == {}


def test_last_seen_is_a_whole_minute_and_written_once_in_it(alice: Any, bob: Any, api: Any) -> None:
    come(gone=(alice, bob))
    row = api(bob).get(ADDRESS, {"users": str(alice.pk)}).json()["results"][0]
    assert row["status"] == "offline"
    assert row["last_seen"].endswith(":00Z")
    come(gone=(alice,))
    assert told()["payload"]["last_seen"] == row["last_seen"]


@pytest.mark.parametrize("status", ["asleep", "", None, ["busy"]])
def test_an_unknown_status_is_refused_by_name(alice: Any, api: Any, status: Any) -> None:
    answer = api(alice).patch(f"{ADDRESS}/me", {"status": status})
    assert answer.status_code == 400
    assert "status" in answer.json()["errors"]


def test_an_unknown_field_is_refused_by_name(alice: Any, api: Any) -> None:
    answer = api(alice).patch(f"{ADDRESS}/me", {"status": "busy", "user_id": 1})
    assert list(answer.json()["errors"]) == ["user_id"]


@pytest.mark.parametrize("users", ["", "x", "1,", "-1", "1;2", "9" * 19, ",".join(map(str, range(1, 102)))])
def test_who_is_asked_for_must_be_at_most_100_ids(alice: Any, api: Any, users: str) -> None:
    answer = api(alice).get(ADDRESS, {"users": users})
    assert answer.status_code == 400
    assert "users" in answer.json()["errors"]


def test_a_hundred_people_cost_no_more_questions_than_one(
    alice: Any, person: Any, befriend: Any, api: Any, django_assert_num_queries: Any
) -> None:
    friends = [person(f"friend{n}") for n in range(10)]
    for friend in friends:
        befriend(alice, friend)
    client = api(alice)
    seen_by(client, alice)
    with django_assert_num_queries(3):  # the person; whom they may see; how those are shown
        assert len(seen_by(client, *friends, *friends)) == 10
    with django_assert_num_queries(3):
        assert len(seen_by(client, friends[0])) == 1


def test_thirty_changes_a_minute_are_enough(alice: Any, api: Any) -> None:
    client = api(alice)
    answers = [client.patch(f"{ADDRESS}/me", {"status": ("busy", "away")[n % 2]}).status_code for n in range(31)]
    assert (answers[:30], answers[30]) == ([200] * 30, 429)
