"""Is a message stored once, in order, and only by who may send it?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections

from config.kernel.errors import Conflict
from realtime.models import OutboxEvent
from social.conversations.sending import send_message
from social.conversations.services import start_conversation
from social.friendships.services import remove_friend
from social.models import Block, Conversation, Message, User

pytestmark = pytest.mark.django_db
HERE = "/api/v1/conversations"


def at_once(works: list[Any]) -> list[Any]:
    """Run them on threads of their own; what each gave."""

    def run(work: Any) -> Any:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        done = list(pool.map(run, works))
    connections.close_all()
    return done


def test_the_answer_is_the_message_as_it_is_stored(alice: Any, pair: Any, api: Any) -> None:
    answer = api(alice).post(f"{HERE}/{pair.pk}/messages", {"content": " Run? ", "client_id": "c1"})
    assert answer.status_code == 201
    message = Message.objects.get()
    told = answer.json()
    assert told.pop("created_at") == message.created_at.isoformat().replace("+00:00", "Z")
    assert told == {
        "id": message.pk,
        "conversation_id": pair.pk,
        "sender": {"id": alice.pk, "username": "alice", "name": "Alice", "avatar": None},
        "content": " Run? ",
        "client_id": "c1",
        "seq": 1,
        "deleted_at": None,
    }


def test_a_retry_is_the_same_message_and_no_second_event(alice: Any, pair: Any, api: Any) -> None:
    """S-SEED-14."""
    body = {"content": "Once", "client_id": "c1"}
    answers = [api(alice).post(f"{HERE}/{pair.pk}/messages", body) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert Message.objects.count() == 1
    assert OutboxEvent.objects.filter(type="message").count() == 1


def test_another_content_with_the_same_client_id_is_a_conflict(alice: Any, bob: Any, pair: Any, api: Any) -> None:
    path = f"{HERE}/{pair.pk}/messages"
    api(alice).post(path, {"content": "One", "client_id": "c1"})
    answer = api(alice).post(path, {"content": "Other", "client_id": "c1"})
    assert (answer.status_code, answer.json()["code"]) == (409, "client_id_reused")
    assert api(bob).post(path, {"content": "Mine", "client_id": "c1"}).status_code == 201


@pytest.mark.django_db(transaction=True)
def test_50_senders_at_once_leave_one_strict_order(alice: Any, bob: Any, pair: Conversation) -> None:
    """G1: numbers 1 to 50, without a hole, in the order of the events."""
    people = [alice, bob] * 25
    sent = at_once([lambda n=n, by=by: send_message(by, pair.pk, f"{n}", f"c{n}") for n, by in enumerate(people)])
    assert sorted(message.seq for message in sent) == list(range(1, 51))
    assert Conversation.objects.get().last_seq == 50
    told = OutboxEvent.objects.filter(type="message").order_by("pk").values_list("payload", flat=True)
    seqs = [int(payload.split('"seq":')[1].split(",")[0]) for payload in told]
    assert seqs == list(range(1, 51))


@pytest.mark.django_db(transaction=True)
def test_20_retries_at_once_are_one_message(alice: Any, pair: Conversation) -> None:
    sent = at_once([lambda: send_message(alice, pair.pk, "Once", "c1")] * 20)
    assert len({message.pk for message in sent}) == 1
    assert OutboxEvent.objects.filter(type="message").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_begin_at_once_have_one_conversation(alice: Any, bob: Any) -> None:
    started = at_once([lambda: start_conversation(alice, [bob.pk]), lambda: start_conversation(bob, [alice.pk])] * 5)
    assert len({conversation.pk for conversation, _ in started}) == 1
    assert [is_new for _, is_new in started].count(True) == 1


@pytest.mark.parametrize("content", ["", "  \n", "x" * 4001, "a\x00b", None, 7.5, ["a"]])
def test_a_faulty_content_is_refused(alice: Any, pair: Any, api: Any, content: Any) -> None:
    if isinstance(content, float):
        content = {"a": content}
    answer = api(alice).post(f"{HERE}/{pair.pk}/messages", {"content": content, "client_id": "c"})
    assert answer.status_code == 400
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("extra", "field"),
    [({"client_id": ""}, "client_id"), ({"client_id": "x" * 65}, "client_id"), ({"client_id": "a\nb"}, "client_id"),
     ({"sender": 1}, "sender"), ({"seq": 1}, "seq"), ({"created_at": "2020-01-01"}, "created_at")],
)  # fmt: skip
def test_a_faulty_field_is_refused_by_name(alice: Any, pair: Any, api: Any, extra: Any, field: str) -> None:
    answer = api(alice).post(f"{HERE}/{pair.pk}/messages", {"content": "Hi", "client_id": "c"} | extra)
    assert answer.status_code == 400
    assert field in answer.json()["errors"]
    no_id = api(alice).post(f"{HERE}/{pair.pk}/messages", {"content": "Hi"})
    assert "client_id" in no_id.json()["errors"]


def test_4000_characters_of_any_script_are_sent(alice: Any, pair: Any, api: Any) -> None:
    text = "🏃" * 4000
    answer = api(alice).post(f"{HERE}/{pair.pk}/messages", {"content": text, "client_id": "c"})
    assert answer.json()["content"] == text


def test_the_61st_message_of_a_minute_is_429(alice: Any, pair: Any, say: Any, api: Any) -> None:
    for _ in range(60):
        say(alice, pair)
    answer = api(alice).post(f"{HERE}/{pair.pk}/messages", {"content": "Hi", "client_id": "c"})
    assert (answer.status_code, Message.objects.count()) == (429, 60)
    assert 0 < int(answer["Retry-After"]) <= 60


def test_a_former_friend_and_a_blocked_one_are_refused_alike(
    alice: Any, bob: Any, pair: Any, say: Any, api: Any
) -> None:
    """The matrix, message send; what was said before stays readable after a friendship, not across a block."""
    say(alice, pair)
    remove_friend(alice, bob.pk)
    body = {"content": "Hi", "client_id": "c"}
    former = [api(one).post(f"{HERE}/{pair.pk}/messages", body) for one in (alice, bob)]
    assert {(answer.status_code, answer.json()["code"]) for answer in former} == {(403, "friends_only")}
    told = api(bob).get(f"{HERE}/{pair.pk}").json()
    assert (told["may_send"], told["last_message"]["content"]) == (False, "Hello")
    assert len(api(bob).get(f"{HERE}/{pair.pk}/messages").json()["results"]) == 1
    Block.objects.create(blocker=alice, blocked=bob)
    for one in (alice, bob):
        assert api(one).post(f"{HERE}/{pair.pk}/messages", body).content == former[0].content
        assert api(one).get(f"{HERE}/{pair.pk}").status_code == 404
    assert Message.objects.count() == 1


def test_who_takes_messages_of_everybody_still_does(alice: Any, bob: Any, pair: Any, say: Any) -> None:
    User.objects.filter(pk=bob.pk).update(who_may_message="everyone")
    remove_friend(alice, bob.pk)
    assert say(alice, pair).seq == 1


def test_in_a_group_one_writes_to_strangers_too(erin: Any, bob: Any, group: Any, say: Any, api: Any) -> None:
    say(erin, group)
    assert api(bob).get(f"{HERE}/{group.pk}/messages").json()["results"][0]["sender"]["username"] == "erin"


def test_only_the_sender_deletes_and_the_content_is_gone(alice: Any, bob: Any, pair: Any, say: Any, api: Any) -> None:
    message = say(alice, pair, "Secret")
    path = f"{HERE}/{pair.pk}/messages/{message.pk}"
    refused = api(bob).delete(path)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_your_message")
    assert [api(alice).delete(path).status_code for _ in range(2)] == [204, 204]
    assert OutboxEvent.objects.filter(type="message_deleted").count() == 1
    for one in (alice, bob):
        for address in (HERE, f"{HERE}/{pair.pk}", f"{HERE}/{pair.pk}/messages"):
            assert "Secret" not in api(one).get(address).text
    (shown,) = api(bob).get(f"{HERE}/{pair.pk}/messages").json()["results"]
    assert (shown["seq"], shown["content"]) == (1, "")
    assert shown["deleted_at"]
    assert "Secret" not in api(alice).post(
        f"{HERE}/{pair.pk}/messages", {"content": "Secret", "client_id": message.client_id}
    ).text  # fmt: skip


def test_a_message_of_another_conversation_is_not_found(
    alice: Any, bob: Any, pair: Any, group: Any, say: Any, api: Any
) -> None:
    """S-AZ-4."""
    message = say(alice, group)
    assert api(alice).delete(f"{HERE}/{pair.pk}/messages/{message.pk}").status_code == 404
    assert api(alice).post(f"{HERE}/{pair.pk}/read", {"message_ids": [message.pk]}).status_code == 404


def test_pages_go_back_by_number_and_forward_from_one(alice: Any, pair: Any, say: Any, api: Any) -> None:
    for _ in range(7):
        say(alice, pair)
    client, path = api(alice), f"{HERE}/{pair.pk}/messages"

    def seqs(answer: Any) -> list[int]:
        return [row["seq"] for row in answer["results"]]

    first = client.get(path, {"limit": 3}).json()
    say(alice, pair)  # what is said meanwhile shifts nothing
    second = client.get(first["next"]).json()
    third = client.get(second["next"]).json()
    assert (seqs(first), seqs(second), seqs(third), third["next"]) == ([7, 6, 5], [4, 3, 2], [1], None)
    assert seqs(client.get(path, {"before": 3}).json()) == [2, 1]
    later = client.get(path, {"after_seq": 4, "limit": 2}).json()
    assert (seqs(later), seqs(client.get(later["next"]).json())) == ([5, 6], [7, 8])
    for bad in ({"before": "x"}, {"after_seq": "-1"}, {"limit": "1.5"}, {"before": 1, "after_seq": 1}):
        assert client.get(path, bad).status_code == 400


def test_a_page_of_messages_costs_the_same_for_any_number(
    alice: Any, pair: Any, say: Any, api: Any, django_assert_num_queries: Any
) -> None:
    client = api(alice)
    client.get(f"{HERE}/{pair.pk}/messages")
    for total in (1, 20):
        while Message.objects.count() < total:
            say(alice, pair)
        with django_assert_num_queries(3):
            assert len(client.get(f"{HERE}/{pair.pk}/messages").json()["results"]) == total


def test_a_refused_message_leaves_nothing(alice: Any, pair: Any, say: Any) -> None:
    say(alice, pair, "One", "c1")
    OutboxEvent.objects.all().delete()
    with pytest.raises(Conflict):
        say(alice, pair, "Two", "c1")
    assert Conversation.objects.get().last_seq == 1
    assert not OutboxEvent.objects.exists()
