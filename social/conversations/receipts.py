"""How far has a message come: to a device, to a person?

A marker says "up to here", so any number of messages is one receipt. One's own marker moves whatever the settings say;
the others are told only if both sides send receipts.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.db.models import F, Max, Value
from django.db.models.functions import Greatest

from config.kernel.errors import NotFound
from realtime.events import People, Rule, publish
from social.accounts.models import User
from social.conversations.events import DeliveryReceipt, ReadReceipt, Receipt, UnreadMessages
from social.conversations.models import Membership, Message
from social.conversations.selectors import membership_for


def mark_delivered(by: User, conversation_id: int, seq: int) -> int:
    """Say that all up to `seq` has reached a device of `by`; how far it has. It never goes back. NotFound."""
    mine = membership_for(by, conversation_id)
    reached = min(seq, mine.conversation.last_seq)
    with transaction.atomic():
        behind = Membership.objects.filter(pk=mine.pk, delivered_seq__lt=reached)
        if behind.update(delivered_seq=reached):
            _tell(DeliveryReceipt(conversation_id=conversation_id, person_id=by.pk))
    return max(reached, mine.delivered_seq)


def mark_read(by: User, conversation_id: int, seq: int) -> None:
    """Say that `by` has read all up to `seq`, on every device; it has been delivered then too. NotFound."""
    mine = membership_for(by, conversation_id)
    reached = min(seq, mine.conversation.last_seq)
    with transaction.atomic():
        behind = Membership.objects.filter(pk=mine.pk, read_seq__lt=reached)
        if behind.update(read_seq=reached, delivered_seq=Greatest(F("delivered_seq"), Value(reached))):
            publish(UnreadMessages(person_id=by.pk, conversation_id=conversation_id), to=People.of(by.pk))
            _tell(ReadReceipt(conversation_id=conversation_id, person_id=by.pk))


def highest(by: User, conversation_id: int, message_ids: Collection[int]) -> int:
    """The greatest number among these messages. NotFound if one is not of the conversation, or not for `by` to read."""
    membership_for(by, conversation_id)
    ids = set(message_ids)
    found = Message.objects.visible_to(by).filter(conversation=conversation_id, pk__in=ids)
    if found.count() != len(ids):
        raise NotFound("There is no such message.")
    return int(found.aggregate(seq=Max("seq"))["seq"])


def _tell(receipt: Receipt) -> None:
    args = {"conversation_id": receipt.conversation_id, "person_id": receipt.person_id}
    publish(receipt, to=Rule("receipt_readers", args))
