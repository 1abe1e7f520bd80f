"""How is a conversation laid out: whom it is with, its last words, its days, and how far its messages have come?

`talk_words.js` does the same in the browser; both are tested with the cases in config/tests/pages/client/talks.json.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils import timezone

from config.pages.times import day
from social.accounts.models import User
from social.conversations.models import Message
from social.conversations.selectors import Seen

NAMED = 3  # of the members of a group without a title
NOBODY = "Somebody who has left"
DELETED = "This message was deleted"


class Talk(NamedTuple):
    """A conversation as a row of the list; `other` is of two the other, if the reader may know of them."""

    id: int
    title: str
    other: User | None
    seen: Seen
    last: str


class Bubble(NamedTuple):
    """A message; `day` is told above the first of a day; `is_first`: nobody else's or older words right before it."""

    message: Message
    is_mine: bool
    is_first: bool
    day: str
    ticks: str


class Reach(NamedTuple):
    """Up to which message all the others have it, and have read it, as far as they tell; 0 for not at all."""

    delivered: int
    read: int


def talk_of(seen: Seen, person: User) -> Talk:
    """The conversation as the person's list shows it."""
    others = [member.user for member in seen.members if member.user_id != person.pk]
    conversation = seen.mine.conversation
    other = None if conversation.is_group else next(iter(others), None)
    title = conversation.title or names_in_short([user.shown_name for user in others])
    return Talk(conversation.pk, title, other, seen, last_words(seen.last_message, person.pk, conversation.is_group))


def names_in_short(names: Sequence[str]) -> str:
    """Up to three names, then how many more."""
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "") or NOBODY


def last_words(message: Message | None, me: int, is_group: bool) -> str:
    """The newest message in one line, with who said it where that is not plain."""
    if message is None:
        return "No messages yet"
    said = DELETED if message.deleted_at else " ".join(message.content.split())
    if message.sender_id == me:
        return f"You: {said}"
    return f"{message.sender.shown_name}: {said}" if is_group else said


def reach_of(seen: Seen, person: User) -> Reach:
    """How far the person's own messages have come with those others whose receipts the person may see."""
    if not person.sends_read_receipts:
        return Reach(0, 0)
    others = [one for one in seen.members if one.user_id != person.pk and one.user.sends_read_receipts]
    delivered, read = [one.delivered_seq for one in others], [one.read_seq for one in others]
    return Reach(min(delivered, default=0), min(read, default=0))


def ticks_of(seq: int, reach: Reach) -> str:
    """How far one message has come."""
    if seq <= reach.read:
        return "read"
    return "delivered" if seq <= reach.delivered else "sent"


def bubbles_of(messages: Iterable[Message], person: User, reach: Reach) -> list[Bubble]:
    """The messages, oldest first, in their days and turns."""
    now, before, bubbles = timezone.now(), ("", 0), []
    for message in messages:
        told = day(message.created_at, now)
        is_mine = message.sender_id == person.pk
        bubbles.append(
            Bubble(
                message=message,
                is_mine=is_mine,
                is_first=(told, message.sender_id) != before,
                day=told if told != before[0] else "",
                ticks=ticks_of(message.seq, reach) if is_mine and not message.deleted_at else "",
            )
        )
        before = (told, message.sender_id)
    return bubbles
