"""Can people write to each other by forms alone: begin, send, read, mute, delete, and keep a group?"""

from __future__ import annotations

from typing import Any

import pytest

from social.conversations import sending, services
from social.conversations.models import Conversation, Membership, Message

pytestmark = pytest.mark.django_db

LIST = "/social/messages/"


@pytest.fixture
def talk(alice: Any, bob: Any) -> Conversation:
    """The conversation of alice and bob, in which bob has asked something."""
    begun, _ = services.start_conversation(bob, [alice.pk])
    sending.send_message(bob, begun.pk, "Tomorrow at six?\nBy the bridge", "1")
    return begun


def text_of(answer: Any) -> str:
    """The page, without what the modules copy."""
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode()).split("<template")[0]


def test_the_list_shows_whom_what_and_how_much_is_unread(alice: Any, talk: Any, visit: Any) -> None:
    text = text_of(visit(alice).get(LIST))
    assert "Tomorrow at six? By the bridge" in text
    assert '<span data-field="unread-count">1</span>' in text
    assert "<title>(2) Messages · Slipstream</title>" in text  # a friend was made as well


def test_reading_is_said_by_a_button_and_by_an_answer(alice: Any, bob: Any, talk: Any, visit: Any) -> None:
    client, place = visit(alice), f"{LIST}{talk.pk}/"
    assert "Mark read" in text_of(client.get(place))
    assert Membership.objects.get(user=alice).read_seq == 0  # looking is not reading: a tab may be open unseen
    client.post(place + "change/", {"wish": "read", "read": "1"})
    assert Membership.objects.get(user=alice).read_seq == 1
    assert "Mark read" not in text_of(client.get(place))
    sending.send_message(bob, talk.pk, "Well?", "2")
    client.post(place + "send/", {"content": "Yes", "client_id": "a", "read": "2"})
    assert Membership.objects.get(user=alice).read_seq == 2
    assert 'data-ticks="sent"' in text_of(client.get(place))
    sending.send_message(bob, talk.pk, "Good", "3")
    assert 'data-ticks="sent"' in text_of(visit(bob).get(place))
    visit(bob).post(place + "change/", {"wish": "read", "read": "4"})
    assert 'data-ticks="read"' in text_of(client.get(place))


def test_a_form_sent_twice_says_it_once(alice: Any, talk: Any, visit: Any) -> None:
    client = visit(alice)
    for _ in range(2):
        answer = client.post(f"{LIST}{talk.pk}/send/", {"content": "one\r\ntwo", "client_id": "same"})
    sent = Message.objects.get(sender=alice)
    assert sent.content == "one\ntwo"
    assert answer["Location"] == f"{LIST}{talk.pk}/#message-{sent.pk}"


def test_what_cannot_be_sent_stays_in_its_field_with_the_reason(alice: Any, talk: Any, visit: Any) -> None:
    answer = visit(alice).post(f"{LIST}{talk.pk}/send/", {"content": "x" * 4001, "client_id": "a"})
    assert answer.status_code == 400
    assert "x" * 4001 in answer.content.decode()
    assert "Between 1 and 4000 characters" in answer.content.decode()


def test_ones_own_message_is_deleted_and_nobody_elses(alice: Any, bob: Any, talk: Any, visit: Any) -> None:
    theirs, mine = Message.objects.get(sender=bob), sending.send_message(alice, talk.pk, "Oops", "a")
    client = visit(alice)
    for message in (theirs, mine):
        client.post(f"{LIST}{talk.pk}/{message.pk}/delete/")
    text = text_of(client.get(f"{LIST}{talk.pk}/"))
    assert "Oops" not in text
    assert "This message was deleted" in text
    assert "Tomorrow at six?" in text


def test_older_messages_are_a_page_away(alice: Any, talk: Any, visit: Any) -> None:
    rows = [
        Message(conversation=talk, seq=seq, sender=alice, content=f"words {seq:02d}", client_id=str(seq))
        for seq in range(2, 61)
    ]
    Message.objects.bulk_create(rows)
    Conversation.objects.filter(pk=talk.pk).update(last_seq=60)
    client, place = visit(alice), f"{LIST}{talk.pk}/"
    newest = text_of(client.get(place)).split("talk-pane")[1]
    assert newest.index("words 11") < newest.index("words 60")
    assert "words 10" not in newest
    assert 'href="?before=11"' in newest
    older = text_of(client.get(place, {"before": 11})).split("talk-pane")[1]
    assert "words 10" in older
    assert "words 11" not in older


def test_a_first_message_begins_the_conversation(alice: Any, bob: Any, visit: Any) -> None:
    client = visit(alice)
    page = client.get(f"{LIST}with/{bob.pk}/")
    client_id = page.context["form"]["client_id"].value()
    for _ in range(2):
        client.post(f"{LIST}new/", {"with": bob.pk, "content": "Hello", "client_id": client_id})
    sent = Message.objects.get()
    assert (sent.sender, sent.content) == (alice, "Hello")
    assert client.get(f"{LIST}with/{bob.pk}/")["Location"] == f"{LIST}{sent.conversation_id}/"


def test_who_may_not_be_written_to_is_told_why(alice: Any, bob: Any, charlie: Any, visit: Any) -> None:
    client = visit(alice)
    assert "Takes messages from friends only" in text_of(client.get(f"{LIST}new/?q=charlie"))
    assert "You cannot write to" in text_of(client.get(f"{LIST}with/{charlie.pk}/"))
    answer = client.post(f"{LIST}new/", {"with": charlie.pk, "content": "Hello", "client_id": "a"})
    assert "You can only write to your friends" in answer.content.decode()
    assert not Message.objects.exists()


def test_a_group_is_begun_renamed_joined_and_left(alice: Any, bob: Any, person: Any, befriend: Any, visit: Any) -> None:
    erin, frank = person("erin"), person("frank")
    befriend(alice, erin)
    befriend(alice, frank)
    hers = visit(alice)
    assert "Name of the group" in text_of(hers.get(f"{LIST}new/", {"with": [bob.pk, erin.pk]}))
    hers.post(f"{LIST}new/", {"with": [bob.pk, erin.pk], "title": "Hills", "content": "Welcome", "client_id": "a"})
    group = Conversation.objects.get()
    place = f"{LIST}{group.pk}/group/"
    assert "Hills" in text_of(visit(bob).get(f"{LIST}{group.pk}/"))
    hers.post(place + "change/", {"wish": "rename", "title": "Long hills"})
    hers.post(place + "change/", {"wish": "add", "person": frank.pk})
    hers.post(place + "change/", {"wish": "remove", "person": erin.pk})
    text = text_of(hers.get(place))
    assert "Long hills" in text
    assert "3 members" in text
    assert "@erin" not in text
    refused = visit(bob).post(place + "change/", {"wish": "rename", "title": "Mine"}, follow=True)
    assert "Only the owner of the group may do this." in refused.content.decode()
    hers.post(place + "change/", {"wish": "leave"})
    assert hers.get(place).status_code == 404
    group.refresh_from_db()
    assert group.owner == bob


def test_muting_is_shown_and_taken_back(alice: Any, talk: Any, visit: Any) -> None:
    client, place = visit(alice), f"{LIST}{talk.pk}/"
    client.post(place + "change/", {"wish": "mute"})
    assert 'value="unmute"' in text_of(client.get(place))
    client.post(place + "change/", {"wish": "unmute"})
    assert not Membership.objects.get(user=alice).muted


@pytest.mark.parametrize("part", ["", "send/", "change/", "group/", "group/change/", "1/delete/"])
def test_a_stranger_gets_nothing_and_does_nothing(part: str, charlie: Any, talk: Any, visit: Any) -> None:
    place, client = f"{LIST}{talk.pk}/{part}", visit(charlie)
    answer = client.post(place, {"content": "Hi", "client_id": "a", "wish": "mute", "read": "1"})
    if part == "group/change/":  # told in words, on the next page: which is not there
        assert client.get(f"{LIST}{talk.pk}/group/").status_code == 404
    else:
        assert answer.status_code == 404 or not Membership.objects.filter(user=charlie).exists()
    assert Message.objects.count() == 1
    assert client.get(f"{LIST}{talk.pk}/").status_code == 404


@pytest.mark.parametrize("path", ["", "new/", "1/", "with/1/", "1/group/"])
def test_who_is_not_signed_in_is_asked_to(path: str, visit: Any, db: None) -> None:
    assert visit().get(LIST + path)["Location"].startswith("/accounts/login/")


def test_messages_switched_off_are_said_to_be_and_no_link_leads_there(
    alice: Any, talk: Any, visit: Any, switched_off: Any
) -> None:
    switched_off("messages")
    client = visit(alice)
    for path in ("", f"{talk.pk}/", "new/"):
        answer = client.get(LIST + path)
        assert answer.status_code == 403
        assert "Tomorrow" not in answer.content.decode()
    home = text_of(client.get("/social/"))
    assert LIST not in home
    assert "<title>(1) Feed" in home


def test_the_pages_cost_the_same_whatever_their_length(
    alice: Any, bob: Any, talk: Any, person: Any, befriend: Any, visit: Any, cost: Any
) -> None:
    client, places = visit(alice), [LIST, f"{LIST}{talk.pk}/"]
    before = [cost(client, place) for place in places]
    assert before == [10, 17]
    for number in range(5):
        other = person(f"runner{number}")
        befriend(alice, other)
        sending.send_to(other, alice.pk, "Hello", "1")
        sending.send_message(bob, talk.pk, f"words {number}", str(number + 2))
    assert [cost(client, place) for place in places] == before
