"""What does the inbox do later? It tells the members of a conversation of a message."""

from __future__ import annotations

from django.db import transaction

from config.kernel.jobs import job
from notifications.inbox.models import Kind
from notifications.inbox.services import notify
from social.accounts.cards import Person
from social.conversations.models import Membership, Message


@job("inbox.message", queue="inbox")
def tell_of_message(message_id: int) -> None:
    """Tell each member who is not here of a message that is still there, and that they have not read."""
    message = Message.objects.select_related("conversation", "sender").filter(pk=message_id, deleted_at=None).first()
    if message is None:
        return
    members = Membership.objects.present().filter(conversation=message.conversation_id, muted=False)
    behind = members.filter(read_seq__lt=message.seq, first_seq__lte=message.seq).exclude(user=message.sender_id)
    for person_id in behind.order_by("user").values_list("user", flat=True):
        with transaction.atomic():
            _tell(person_id, message)


def _tell(person_id: int, message: Message) -> None:
    """Without its text: who wrote it, and where."""
    conversation = message.conversation
    notify(
        person_id,
        Kind.MESSAGE,
        wording="group_message" if conversation.is_group else "message",
        actor=Person.of(message.sender),
        related_id=conversation.pk,
        what=conversation.title or "a conversation",
        cause_id=message.pk,
    )
