"""What do the demo's people say to one another? A few conversations: of two, of a group, read and unread."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from social.accounts.models import User
from social.conversations.models import Conversation, Membership, Message


class Talk(NamedTuple):
    """Who is in it, first the owner of a group; who said what how many minutes ago; who has not read the last."""

    people: tuple[str, ...]
    said: tuple[tuple[str, int, str], ...]
    title: str = ""
    behind: tuple[str, ...] = ()


TALKS = (
    Talk(
        people=("alice", "bob"),
        said=(
            ("bob", 1510, "Morning! Are you running tomorrow?"),
            ("alice", 1490, "I wanted to. The lake?"),
            (
                "bob",
                1488,
                "Six at the bridge? The north side is open again, they have cleared the trees.",
            ),
            ("alice", 1470, "Perfect. I will bring Aiko if she is awake."),
            ("alice", 1469, "See you"),
        ),
    ),
    Talk(
        people=("ingrid", "alice", "aiko", "bob"),
        title="Sunday hills",
        said=(
            ("ingrid", 2890, "Who is in for Sunday? The long one, with the two climbs."),
            ("bob", 2860, "In. Slowly."),
            ("alice", 2815, "In, if we stop for cake."),
            ("ingrid", 2811, "There is always cake."),
            ("aiko", 205, "Late, sorry. Half past eight at the station?"),
        ),
        behind=("alice", "bob"),
    ),
    Talk(
        people=("priya", "alice"),
        said=(("priya", 95, "That climb of yours yesterday! What shoes were those?"),),
        behind=("alice",),
    ),
)


def talks(people: dict[str, User], now: datetime) -> None:
    """Store them as they would be had all of it been sent at its time, and received by everybody."""
    for talk in TALKS:
        conversation = _begin(talk, people)
        messages = [
            Message(conversation=conversation, seq=seq, sender=people[name], content=words, client_id=f"demo-{seq}")
            for seq, (name, _, words) in enumerate(talk.said, 1)
        ]
        Message.objects.bulk_create(messages)
        for message, (_, minutes, _) in zip(messages, talk.said, strict=True):
            message.created_at = now - timedelta(minutes=minutes)
        Message.objects.bulk_update(messages, ["created_at"])
        Membership.objects.bulk_create(_members(talk, conversation, people, messages[0].created_at))
        times = {"created_at": messages[0].created_at, "active_at": messages[-1].created_at}
        Conversation.objects.filter(pk=conversation.pk).update(last_seq=len(messages), **times)


def _begin(talk: Talk, people: dict[str, User]) -> Conversation:
    if talk.title:
        return Conversation.objects.create(title=talk.title, owner=people[talk.people[0]])
    low, high = sorted((people[name] for name in talk.people), key=lambda person: person.pk)
    return Conversation.objects.create(low=low, high=high)


def _members(talk: Talk, conversation: Conversation, people: dict[str, User], since: datetime) -> list[Membership]:
    last = len(talk.said)
    return [
        Membership(
            conversation=conversation,
            user=people[name],
            joined_at=since,
            delivered_seq=last,
            read_seq=last - 1 if name in talk.behind else last,
        )
        for name in talk.people
    ]
