"""What can happen in a conversation?"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, Self

from realtime.events import Event, Lane, event
from social.accounts.cards import Person
from social.conversations import audiences  # noqa: F401 - registers rules and subjects
from social.conversations.models import Membership
from social.conversations.selectors import unread_total

CHANNEL = FEATURE = "messages"


class MessageSent(Event, frozen=True):
    """A message has been stored. Told to no person: other features react to it in the same transaction."""

    message_id: int
    conversation_id: int
    sender_id: int


class MemberParted(Event, frozen=True):
    """`person_id` has left, or was taken out. Told to no person: other features react to it."""

    person_id: int
    conversation_id: int


@event("message", channel=CHANNEL, feature=FEATURE)
class MessageArrived(Event, frozen=True):
    """A new message, also to the devices of its sender; `message` is the API's own JSON."""

    message: dict[str, Any]

    def subjects(self) -> tuple[str, ...]:
        return (f"message:{self.message['id']}",)


@event("message_deleted", channel=CHANNEL, feature=FEATURE)
class MessageDeleted(Event, frozen=True):
    """The message keeps its place, and has no content any more."""

    conversation_id: int
    message_id: int
    seq: int
    sender_id: int
    deleted_at: datetime

    def subjects(self) -> tuple[str, ...]:
        return (f"conversation:{self.conversation_id}", f"person:{self.sender_id}")


class Receipt(Event, frozen=True):
    """`person_id` has come up to message `seq` of the conversation."""

    conversation_id: int
    person_id: int
    seq: int = 0

    def subjects(self) -> tuple[str, ...]:
        return (f"conversation:{self.conversation_id}", f"receipts:{self.person_id}")

    def key(self) -> str:
        return f"{self.type}:{self.conversation_id}:{self.person_id}"


@event("delivery_receipt", lane=Lane.LATEST, channel=CHANNEL, feature=FEATURE)
class DeliveryReceipt(Receipt, frozen=True):
    """Up to message `seq` all have reached a device of `person_id`."""

    def refreshed(self) -> Self | None:
        mine = _membership(self.person_id, self.conversation_id)
        return None if mine is None else _at(self, mine.delivered_seq)


@event("read_receipt", lane=Lane.LATEST, channel=CHANNEL, feature=FEATURE)
class ReadReceipt(Receipt, frozen=True):
    """Up to message `seq` `person_id` has read all; so they have been delivered too."""

    def refreshed(self) -> Self | None:
        mine = _membership(self.person_id, self.conversation_id)
        return None if mine is None else _at(self, mine.read_seq)


@event("unread_messages", lane=Lane.LATEST, channel=CHANNEL, feature=FEATURE)
class UnreadMessages(Event, frozen=True):
    """How much of a conversation, and of all, the receiver has not read; messages up to `up_to` are counted."""

    person_id: int
    conversation_id: int
    unread: int = 0
    read_seq: int = 0
    up_to: int = 0
    total: int = 0

    def subjects(self) -> tuple[str, ...]:
        return (f"conversation:{self.conversation_id}",)

    def key(self) -> str:
        return f"unread_messages:{self.person_id}:{self.conversation_id}"

    def refreshed(self) -> Self | None:
        return type(self).now(self.person_id, self.conversation_id)

    @classmethod
    def now(cls, person_id: int, conversation_id: int) -> Self | None:
        """The numbers as they are committed; None if the person may not see the conversation any more."""
        rows: Any = Membership.objects.of(person_id).with_unread(person_id).select_related("conversation")
        mine = rows.filter(conversation=conversation_id).first()
        if mine is None:
            return None
        return cls(
            person_id=person_id,
            conversation_id=conversation_id,
            unread=mine.unread,
            read_seq=mine.read_seq,
            up_to=mine.conversation.last_seq,
            total=unread_total(person_id),
        )


Action = Literal[
    "new",
    "renamed",
    "member_added",
    "member_removed",
    "member_left",
    "owner_changed",
    "muted",
    "unmuted",
    "gone",
]


@event("conversation_update", channel=CHANNEL, feature=FEATURE)
class ConversationUpdate(Event, frozen=True):
    """A conversation has changed. `person`: who was added, was removed, has left, or owns it now. `gone`: not yours."""

    action: Action
    conversation_id: int
    title: str | None = None
    person: Person | None = None

    def subjects(self) -> tuple[str, ...]:
        conversation = () if self.action == "gone" else (f"conversation:{self.conversation_id}",)
        return (*conversation, f"person:{self.person.id}") if self.person else conversation


class Typing(Event, frozen=True):
    """`user` begins or stops to type; the receiver forgets it after five seconds by itself."""

    conversation_id: int
    user: Person

    def subjects(self) -> tuple[str, ...]:
        return (f"conversation:{self.conversation_id}", f"person:{self.user.id}")


@event("typing_start", lane=Lane.EPHEMERAL, channel=CHANNEL, feature=FEATURE)
class TypingStarted(Typing, frozen=True):
    """`user` types."""


@event("typing_stop", lane=Lane.EPHEMERAL, channel=CHANNEL, feature=FEATURE)
class TypingStopped(Typing, frozen=True):
    """`user` has stopped."""


def _membership(person_id: int, conversation_id: int) -> Membership | None:
    return Membership.objects.present().filter(user=person_id, conversation=conversation_id).first()


def _at(receipt: Any, seq: int) -> Any:
    return type(receipt)(conversation_id=receipt.conversation_id, person_id=receipt.person_id, seq=seq)
