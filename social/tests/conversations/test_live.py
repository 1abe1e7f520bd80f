"""Does what one says, reads and types reach the others, live, and only them?"""

from __future__ import annotations

from typing import Any

import pytest

from config.tests.devices import Place
from social.conversations import services
from social.conversations.sending import delete_message, send_message
from social.friendships.services import remove_friend
from social.models import Block, Message

pytestmark = pytest.mark.django_db(transaction=True)
HERE = "/api/v1/conversations"


def say(content: str, pair: Any, client_id: str) -> dict[str, Any]:
    return {"conversation_id": pair.pk, "content": content, "client_id": client_id}


def test_a_message_reaches_every_device_whole_and_reading_clears_them_all(
    alice: Any, bob: Any, pair: Any, live: Any, api: Any, way: str
) -> None:
    """G1, G2 and promises 9 and 10: sent on one device, told to all of both; read on one, cleared on the other."""
    sender, second = live(alice, by=way), live(alice)
    first_of_bob, second_of_bob = live(bob, by=way), live(bob)
    for device in (sender, second, first_of_bob, second_of_bob):
        device.expect("social_data", unread_messages={"total": 0, "conversations": []})
    ack = sender.ask("send_message", say("Run at six?", pair, "c1"))
    message = ack["result"]["message"]
    assert ack["success"]
    assert Message.objects.get().pk == message["id"]  # stored before it is acknowledged
    for device in (sender, second, first_of_bob, second_of_bob):
        assert device.expect("message")["payload"]["message"] == message
    assert api(bob).get(f"{HERE}/{pair.pk}/messages").json()["results"] == [message]
    read = first_of_bob.ask("mark_read", {"conversation_id": pair.pk, "message_ids": [message["id"]]})["result"]
    assert (read["unread"], read["total"], read["up_to"]) == (0, 0, 1)
    for device in (first_of_bob, second_of_bob):
        assert device.expect("unread_messages", conversation_id=pair.pk)["payload"] == read
    for device in (sender, second):
        device.expect("read_receipt", conversation_id=pair.pk, person_id=bob.pk, seq=1)
    sender.ask("send_message", say("At the lake", pair, "c2"))
    first_of_bob.expect("message")
    first_of_bob.ask("mark_delivered", {"conversation_id": pair.pk, "seq": 2})
    sender.expect("delivery_receipt", conversation_id=pair.pk, person_id=bob.pk, seq=2)
    api(alice).delete(f"{HERE}/{pair.pk}/messages/{message['id']}")
    second_of_bob.expect("message_deleted", conversation_id=pair.pk, message_id=message["id"], seq=1)
    assert [device.place.faults for device in (sender, second, first_of_bob, second_of_bob)] == [[]] * 4


def test_a_retry_after_a_reconnect_makes_no_second_message(
    alice: Any, bob: Any, pair: Any, live: Any, way: str
) -> None:
    other, device = live(bob), live(alice, by=way)
    device.expect("social_data")
    other.expect("social_data")
    first = device.ask("send_message", say("Once", pair, "c1"))["result"]
    device.close()
    again = live(alice, by=way, place=device.place)
    assert again.ask("send_message", say("Once", pair, "c1"))["result"] == first
    refused = again.ask("send_message", say("Twice", pair, "c1"))
    assert (refused["success"], refused["error"]["code"]) == (False, "CLIENT_ID_REUSED")
    other.expect("message")
    other.settle()
    assert (other.types().count("message"), Message.objects.count()) == (1, 1)


def test_what_came_meanwhile_is_told_again_but_not_to_who_may_not_see_it(
    alice: Any, bob: Any, pair: Any, group: Any, live: Any
) -> None:
    """Kept entries: deleted, of a group one was taken out of, and of somebody who is blocked."""
    device = live(bob)
    device.expect("social_data")
    device.close()
    device.expect_closed()
    kept = send_message(alice, pair.pk, "Kept", "c1")
    taken_back = send_message(alice, pair.pk, "Taken back", "c2")
    send_message(alice, group.pk, "Of the group", "c3")
    services.remove_member(alice, group.pk, bob.pk)
    delete_message(alice, pair.pk, taken_back.pk)
    again = live(bob, place=Place(device.place.epoch, device.place.seq))
    again.expect("message_deleted", message_id=taken_back.pk)
    again.settle()
    told = [frame["payload"]["message"]["id"] for frame in again.frames if frame["type"] == "message"]
    assert told == [kept.pk]
    again.close()
    Block.objects.create(blocker=alice, blocked=bob)
    third = live(bob, place=Place(device.place.epoch, device.place.seq))
    third.expect("skip")
    third.settle()
    assert {"message", "message_deleted"}.isdisjoint(third.types())


def test_typing_is_seen_by_the_others_and_by_nobody_else(
    alice: Any, bob: Any, charlie: Any, pair: Any, live: Any, way: str
) -> None:
    typist, watcher, stranger = live(alice), live(bob, by=way), live(charlie)
    for device in (typist, watcher, stranger):
        device.expect("social_data")
        device.settle(0.3)  # a poll hears what is fleeting only while it waits
    typist.ask("typing_start", {"conversation_id": pair.pk})
    told = watcher.expect("typing_start")
    assert told["payload"] == {
        "conversation_id": pair.pk,
        "user": {"id": alice.pk, "username": "alice", "name": "Alice", "avatar": None},
    }
    assert "seq" not in told
    watcher.settle(0.3)
    typist.ask("typing_stop", {"conversation_id": pair.pk})
    watcher.expect("typing_stop")
    refused = stranger.ask("typing_start", {"conversation_id": pair.pk})
    assert refused["error"]["code"] == "NOT_FOUND"
    stranger.settle()
    for device in (typist, stranger):
        assert "typing_start" not in device.types()


def test_every_command_refuses_strangers_former_friends_and_nonsense(
    alice: Any, bob: Any, charlie: Any, pair: Any, live: Any
) -> None:
    """The matrix, over the live side."""
    stranger, former = live(charlie), live(bob)
    stranger.expect("social_data")
    former.expect("social_data")
    where = {"conversation_id": pair.pk}
    asks = [
        ("send_message", say("x", pair, "c")),
        ("group", say("x", pair, "c")),
        ("mark_read", where | {"seq": 1}),
        ("mark_delivered", where | {"seq": 1}),
        ("typing_start", where),
        ("typing_stop", where),
    ]
    for kind, payload in asks:
        assert stranger.ask(kind, payload)["error"]["code"] == "NOT_FOUND", kind
    for kind, payload in (("conversation_join", where), ("subscribe", {"channel": f"conversation:{pair.pk}"})):
        assert stranger.ask(kind, payload)["error"]["code"] == "CHANNEL_NOT_FOUND", kind
    assert former.ask("conversation_join", where)["result"] == {"channel": f"conversation:{pair.pk}"}
    private = {"to": alice.pk, "content": "x", "client_id": "c"}
    assert stranger.ask("private", private)["error"]["code"] == "FRIENDS_ONLY"
    assert former.ask("mark_read", where)["error"]["code"] == "INVALID"
    remove_friend(alice, bob.pk)
    for kind, payload in (asks[0], asks[4], ("private", private)):
        assert former.ask(kind, payload)["error"]["code"] == "FRIENDS_ONLY", kind
    assert not Message.objects.exists()


def test_the_seeds_names_send_too_and_receipts_are_switched(alice: Any, bob: Any, live: Any, api: Any) -> None:
    device, other = live(alice), live(bob)
    device.expect("social_data")
    other.expect("social_data")
    sent = device.ask("private", {"to": bob.pk, "content": "Hello", "client_id": "c1"})["result"]["message"]
    other.expect("conversation_update", action="new", conversation_id=sent["conversation_id"])
    assert other.expect("message")["payload"]["message"] == sent
    again = {"conversation_id": sent["conversation_id"], "content": "Again", "client_id": "c2"}
    assert device.ask("group", again)["result"]["message"]["seq"] == 2
    assert device.ask("set_read_receipts", {"enabled": False})["result"] == {"enabled": False}
    assert api(alice).get("/api/v1/users/me").json()["sends_read_receipts"] is False
    other.ask("mark_read", {"conversation_id": sent["conversation_id"], "seq": 2})
    other.expect("unread_messages", unread=0)
    device.settle()
    assert "read_receipt" not in device.types()
