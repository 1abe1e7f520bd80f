"""What may a client ask about conversations over the socket or the poll?"""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from config.kernel.errors import Invalid
from realtime.sockets.commands import command
from social.accounts.models import User
from social.accounts.services import edit_profile
from social.conversations import receipts, sending, typing
from social.conversations.events import FEATURE, UnreadMessages
from social.conversations.models import Message
from social.conversations.serializers import MOST_IDS, MessageSerializer

Id = Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)]
Seq = Annotated[int, msgspec.Meta(ge=0, le=2**53)]


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to say in which conversation."""

    conversation_id: Id
    content: str
    client_id: str


class SaidTo(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to say to whom."""

    to: Id
    content: str
    client_id: str


class Where(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which conversation."""

    conversation_id: Id


class Read(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Up to where it has been read: the highest of `message_ids`, or `seq`."""

    conversation_id: Id
    message_ids: Annotated[list[Id], msgspec.Meta(min_length=1, max_length=MOST_IDS)] | None = None
    seq: Seq | None = None


class Delivered(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Up to where it has arrived."""

    conversation_id: Id
    seq: Seq


class Enabled(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """On or off."""

    enabled: bool


# The three that send are "fleeting": `client_id` makes them repeatable, and no copy of what was said is kept elsewhere.
@command("send_message", Said, feature=FEATURE, fleeting=True)
def send_message(person: User, payload: Said) -> dict[str, Any]:
    """Send a message; the same `client_id` again gives the same message."""
    return _told(sending.send_message(person, payload.conversation_id, payload.content, payload.client_id))


@command("group", Said, feature=FEATURE, fleeting=True)
def group(person: User, payload: Said) -> dict[str, Any]:
    """An older name of send_message."""
    return _told(sending.send_message(person, payload.conversation_id, payload.content, payload.client_id))


@command("private", SaidTo, feature=FEATURE, fleeting=True)
def private(person: User, payload: SaidTo) -> dict[str, Any]:
    """Send a message to a person, in the conversation of the two, begun if need be."""
    return _told(sending.send_to(person, payload.to, payload.content, payload.client_id))


@command("mark_read", Read, feature=FEATURE)
def mark_read(person: User, payload: Read) -> UnreadMessages | None:
    """Mark a conversation read up to a message, on every device."""
    if (payload.message_ids is None) == (payload.seq is None):
        raise Invalid(errors={"seq": ["Give either message_ids or seq."]})
    seq = payload.seq
    if seq is None:
        seq = receipts.highest(person, payload.conversation_id, payload.message_ids or [])
    receipts.mark_read(person, payload.conversation_id, seq)
    return UnreadMessages.now(person.pk, payload.conversation_id)


@command("mark_delivered", Delivered, feature=FEATURE)
def mark_delivered(person: User, payload: Delivered) -> dict[str, Any]:
    """Say up to where this device has received a conversation."""
    reached = receipts.mark_delivered(person, payload.conversation_id, payload.seq)
    return {"conversation_id": payload.conversation_id, "delivered_seq": reached}


@command("typing_start", Where, feature=FEATURE, fleeting=True)
def typing_start(person: User, payload: Where) -> None:
    """Tell the others that one types."""
    typing.start_typing(person, payload.conversation_id)


@command("typing_stop", Where, feature=FEATURE, fleeting=True)
def typing_stop(person: User, payload: Where) -> None:
    """Tell the others that one has stopped."""
    typing.stop_typing(person, payload.conversation_id)


@command("set_read_receipts", Enabled, feature=FEATURE)
def set_read_receipts(person: User, payload: Enabled) -> dict[str, Any]:
    """Send receipts, and be shown those of others; or neither."""
    edit_profile(person, sends_read_receipts=payload.enabled)
    return {"enabled": payload.enabled}


def _told(message: Message) -> dict[str, Any]:
    return {"message": dict(MessageSerializer(message).data)}
