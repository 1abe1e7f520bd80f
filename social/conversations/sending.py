"""How is a message sent, and taken back?"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from config.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from config.kernel.ratelimits import spend
from realtime.events import Rule, publish
from social.accounts.models import User
from social.conversations.events import MessageArrived, MessageDeleted, MessageSent
from social.conversations.models import MAX_CLIENT_ID, MAX_CONTENT, Conversation, Membership, Message
from social.conversations.rights import refuse_unless_open
from social.conversations.selectors import NONE_SUCH, membership_for
from social.conversations.serializers import MessageSerializer
from social.conversations.services import locked, start_conversation
from social.safety.events import SightChanged

A_MINUTE = "60/m"


def send_message(by: User, conversation_id: int, content: str, client_id: str) -> Message:
    """Store a message as the next of its conversation. With a `client_id` that `by` used there, the one it named.

    Raises Invalid, NotFound for who is not a member, Forbidden where the other of two does not take messages of `by`
    (any more), Conflict if the `client_id` named another content, RateLimited past 60 a minute.
    """
    _check(content, client_id)
    spend("message", by.pk, A_MINUTE)
    with transaction.atomic():
        conversation = locked(conversation_id)
        # not `membership_for`: who is blocked in a conversation of two is told "friends only", as a former friend is
        if not Membership.objects.present().filter(conversation=conversation, user=by).exists():
            raise NotFound(NONE_SUCH)
        sent = Message.objects.filter(conversation=conversation, sender=by, client_id=client_id).first()
        if sent is not None:
            return _the_same(sent, by, content)
        refuse_unless_open(by, conversation)
        return _append(conversation, by, content, client_id)


def send_to(by: User, person_id: int, content: str, client_id: str) -> Message:
    """Send a message to a person, in the conversation of the two, begun if need be. Raises as the two services do."""
    with transaction.atomic():
        conversation, _ = start_conversation(by, [person_id])
        return send_message(by, conversation.pk, content, client_id)


def delete_message(by: User, conversation_id: int, message_id: int) -> None:
    """Take one's own message back; again changes nothing. NotFound, and Forbidden for the message of another."""
    membership_for(by, conversation_id)
    message = Message.objects.visible_to(by).filter(conversation=conversation_id, pk=message_id).first()
    if message is None:
        raise NotFound("There is no such message.")
    if message.sender_id != by.pk:
        raise Forbidden("You can only delete your own messages.", code="not_your_message")
    with transaction.atomic():
        if not take_down(message):
            Message.objects.filter(pk=message_id).update(hidden_at=None)  # what a moderator hid stays deleted now


def take_down(message: Message, *, hidden: bool = False) -> bool:
    """Delete a message, by whom has been asked before; whether it was there. Its content is in no answer any more.

    With `hidden` a moderator does, and it can be put back.
    """
    now = timezone.now()
    with transaction.atomic():
        gone = {"deleted_at": now, "hidden_at": now if hidden else None}
        there = Message.objects.filter(pk=message.pk, deleted_at=None).update(**gone)
        if there:
            event = MessageDeleted(
                conversation_id=message.conversation_id,
                message_id=message.pk,
                seq=message.seq,
                sender_id=message.sender_id,
                deleted_at=now,
            )
            publish(event, to=_readers(message))
    return bool(there)


def put_back(message: Message) -> bool:
    """Show a message again that a moderator hid; whether one had. Its members read their lists again."""
    with transaction.atomic():
        hidden = Message.objects.filter(pk=message.pk, hidden_at__isnull=False)
        back = hidden.update(deleted_at=None, hidden_at=None)
        if back:
            publish(SightChanged(), to=_readers(message))
    return bool(back)


def _check(content: str, client_id: str) -> None:
    errors = {}
    if not content.strip() or len(content) > MAX_CONTENT or "\x00" in content:
        errors["content"] = [f"Between 1 and {MAX_CONTENT} characters, not only white space."]
    if not 1 <= len(client_id) <= MAX_CLIENT_ID or not client_id.isprintable():
        errors["client_id"] = [f"Between 1 and {MAX_CLIENT_ID} printable characters."]
    if errors:
        raise Invalid(errors=errors)


def _the_same(sent: Message, by: User, content: str) -> Message:
    if sent.content != content:
        raise Conflict("You have sent another message with this client_id.", code="client_id_reused")
    sent.sender = by
    return sent


def _append(conversation: Conversation, by: User, content: str, client_id: str) -> Message:
    seq = conversation.last_seq + 1
    message = Message.objects.create(
        conversation=conversation, seq=seq, sender=by, content=content, client_id=client_id
    )
    Conversation.objects.filter(pk=conversation.pk).update(last_seq=seq, active_at=message.created_at)
    publish(MessageArrived(message=dict(MessageSerializer(message).data)), to=_readers(message))
    ids = {"message_id": message.pk, "conversation_id": conversation.pk, "sender_id": by.pk}
    publish(MessageSent(**ids), to=None)
    return message


def _readers(message: Message) -> Rule:
    args = {"conversation_id": message.conversation_id, "about": message.sender_id, "seq": message.seq}
    return Rule("conversation_members", args)
