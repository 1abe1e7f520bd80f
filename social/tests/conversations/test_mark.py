"""Are receipts and unread counts right, and do the settings hold both ways?"""

from __future__ import annotations

import json
from typing import Any

import pytest

from realtime.events.subjects import visible
from realtime.models import OutboxEvent
from realtime.sockets.snapshots import PARTS
from social.conversations import receipts, typing
from social.conversations.audiences import receipt_readers, typing_watchers
from social.conversations.events import DeliveryReceipt, ReadReceipt, UnreadMessages
from social.models import Block, Membership, User

pytestmark = pytest.mark.django_db
HERE = "/api/v1/conversations"


def marks(client: Any, conversation: Any) -> dict[str, tuple[int | None, int | None]]:
    told = client.get(f"{HERE}/{conversation.pk}").json()["members"]
    return {one["user"]["username"]: (one["delivered_seq"], one["read_seq"]) for one in told}


def unread(client: Any) -> int:
    return int(client.get(f"{HERE}/unread-count").json()["total"])


def told(kind: str) -> list[Any]:
    return [json.loads(payload) for payload in OutboxEvent.objects.filter(type=kind).values_list("payload", flat=True)]


def test_what_others_say_is_unread_until_it_is_marked(
    alice: Any, bob: Any, pair: Any, group: Any, say: Any, api: Any
) -> None:
    """G2: per conversation and in total; one's own words are never unread."""
    messages = [say(alice, pair) for _ in range(3)]
    say(bob, pair)
    say(alice, group)
    assert (unread(api(bob)), unread(api(alice))) == (4, 1)
    answer = api(bob).post(f"{HERE}/{pair.pk}/read", {"message_ids": [messages[1].pk, messages[0].pk]})
    assert answer.json() == {
        "person_id": bob.pk, "conversation_id": pair.pk, "unread": 1, "read_seq": 2, "up_to": 4, "total": 2,
    }  # fmt: skip
    assert api(bob).post(f"{HERE}/{pair.pk}/read", {"seq": 4}).json()["total"] == 1
    assert api(bob).get(f"{HERE}/{pair.pk}").json()["unread"] == 0


def test_the_snapshot_says_which_conversations_are_unread(
    bob: Any, alice: Any, pair: Any, group: Any, say: Any
) -> None:
    say(alice, pair)
    say(alice, pair)
    assert PARTS["unread_messages"](bob) == {
        "total": 2,
        "conversations": [{"conversation_id": pair.pk, "unread": 2, "up_to": 2}],
    }
    assert PARTS["unread_messages"](alice) == {"total": 0, "conversations": []}


def test_markers_only_go_forward_and_never_past_the_end(bob: Any, alice: Any, pair: Any, say: Any, api: Any) -> None:
    say(alice, pair)
    say(alice, pair)
    path = f"{HERE}/{pair.pk}"
    assert api(bob).post(f"{path}/read", {"seq": 10**9}).json()["read_seq"] == 2
    assert api(bob).post(f"{path}/read", {"seq": 1}).json()["read_seq"] == 2
    assert api(bob).post(f"{path}/delivered", {"seq": 1}).json() == {"conversation_id": pair.pk, "delivered_seq": 2}
    say(alice, pair)
    assert unread(api(bob)) == 1


def test_many_reads_are_one_receipt_for_the_others(alice: Any, bob: Any, pair: Any, say: Any) -> None:
    """On the latest lane with one key, told as it is when it is sent."""
    for _ in range(5):
        say(alice, pair)
    for seq in (1, 2, 3):
        receipts.mark_read(bob, pair.pk, seq)
    receipts.mark_read(bob, pair.pk, 3)
    assert set(OutboxEvent.objects.filter(type="read_receipt").values_list("key", flat=True)) == {
        f"read_receipt:{pair.pk}:{bob.pk}"
    }
    assert len(told("read_receipt")) == 3
    event = ReadReceipt(conversation_id=pair.pk, person_id=bob.pk).refreshed()
    assert event is not None
    assert event.seq == 3
    assert set(receipt_readers(pair.pk, bob.pk)) == {alice.pk}


def test_delivered_is_told_without_reading(alice: Any, bob: Any, pair: Any, say: Any, api: Any) -> None:
    say(alice, pair)
    api(bob).post(f"{HERE}/{pair.pk}/delivered", {"seq": 1})
    assert marks(api(alice), pair)["bob"] == (1, 0)
    event = DeliveryReceipt(conversation_id=pair.pk, person_id=bob.pk).refreshed()
    assert event is not None
    assert event.seq == 1
    receipts.mark_read(bob, pair.pk, 1)
    assert marks(api(alice), pair)["bob"] == (1, 1)
    assert len(told("delivery_receipt")) == 1


@pytest.mark.parametrize("who", ["alice", "bob"])
def test_receipts_off_hide_both_ways_and_ones_own_marker_still_moves(
    alice: Any, bob: Any, pair: Any, say: Any, api: Any, who: str
) -> None:
    """S-SEED-15 and S-PR-5: for the one who turned them off as for the other, also of what was kept."""
    say(alice, pair)
    say(bob, pair)
    User.objects.filter(username=who).update(sends_read_receipts=False)
    alice.refresh_from_db()
    bob.refresh_from_db()
    receipts.mark_read(bob, pair.pk, 2)
    receipts.mark_read(alice, pair.pk, 2)
    assert (unread(api(bob)), unread(api(alice))) == (0, 0)
    assert Membership.objects.filter(conversation=pair, read_seq=2).count() == 2
    nothing = {"alice": (None, None), "bob": (None, None)}
    assert (marks(api(alice), pair), marks(api(bob), pair)) == (nothing, nothing)
    for one, other in ((alice, bob), (bob, alice)):
        assert list(receipt_readers(pair.pk, one.pk)) == []
        assert visible({f"receipts:{other.pk}"}, one.pk) == set()
    assert len(told("unread_messages")) == 2


def test_receipts_of_a_blocked_member_of_a_group_stay_away(
    alice: Any, bob: Any, erin: Any, group: Any, say: Any
) -> None:
    say(alice, group)
    Block.objects.create(blocker=erin, blocked=bob)
    assert set(receipt_readers(group.pk, bob.pk)) == {alice.pk}
    assert set(typing_watchers(group.pk, erin.pk)) == {alice.pk}
    assert visible({f"receipts:{bob.pk}"}, erin.pk) == set()


def test_the_unread_event_is_the_truth_when_it_is_sent(alice: Any, bob: Any, pair: Any, say: Any) -> None:
    say(alice, pair)
    event = UnreadMessages(person_id=bob.pk, conversation_id=pair.pk)
    now = event.refreshed()
    assert now is not None
    assert (now.unread, now.up_to, now.read_seq, now.total) == (1, 1, 0, 1)
    Block.objects.create(blocker=alice, blocked=bob)
    assert event.refreshed() is None


@pytest.mark.parametrize(
    "body",
    [{}, {"seq": 1, "message_ids": [1]}, {"message_ids": []}, {"message_ids": ["x"]}, {"seq": -1}, {"seq": 2**60},
     {"seq": "x"}, {"seq": 1, "person_id": 2}, {"message_ids": list(range(1, 1002))}],
)  # fmt: skip
def test_a_faulty_mark_is_refused(bob: Any, pair: Any, api: Any, body: Any) -> None:
    for verb in ("read", "delivered"):
        assert api(bob).post(f"{HERE}/{pair.pk}/{verb}", body).status_code == 400


def test_typing_is_passed_on_at_most_once_in_two_seconds(alice: Any, pair: Any, group: Any) -> None:
    """F9: per person, conversation and kind."""
    for _ in range(3):
        typing.start_typing(alice, pair.pk)
        typing.stop_typing(alice, pair.pk)
    typing.start_typing(alice, group.pk)
    assert [(one["conversation_id"], one["user"]["username"]) for one in told("typing_start")] == [
        (pair.pk, "alice"),
        (group.pk, "alice"),
    ]
    assert len(told("typing_stop")) == 1


@pytest.mark.parametrize("who", ["alice", "bob"])
def test_typing_off_neither_shows_nor_sees(alice: Any, bob: Any, pair: Any, who: str) -> None:
    assert set(typing_watchers(pair.pk, alice.pk)) == {bob.pk}
    User.objects.filter(username=who).update(shows_typing=False)
    assert list(typing_watchers(pair.pk, alice.pk)) == []
    assert list(typing_watchers(pair.pk, bob.pk)) == []
    hidden = User.objects.get(username=who)
    typing.start_typing(hidden, pair.pk)
    assert told("typing_start") == []
