"""How are conversations and messages told in JSON?"""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from config.kernel.errors import Invalid
from social.accounts.models import User
from social.accounts.serializers import PersonSerializer
from social.conversations.models import MAX_CLIENT_ID, MAX_CONTENT, MAX_TITLE, Membership, Message

MOST_IDS = 1000


class MessageSerializer(serializers.ModelSerializer[Message]):
    """One message. A deleted one keeps its place, without its content."""

    sender = PersonSerializer(read_only=True)
    content = serializers.SerializerMethodField()

    class Meta:
        model = Message
        fields = ["id", "conversation_id", "sender", "content", "client_id", "seq", "created_at", "deleted_at"]
        read_only_fields = fields

    def get_content(self, message: Message) -> str:
        """What was said; empty once it is deleted."""
        return "" if message.deleted_at else message.content


class MemberSerializer(serializers.ModelSerializer[Membership]):
    """A member. The markers are those of others, null unless both they and the caller send receipts. Needs `person`."""

    user = PersonSerializer(read_only=True)
    delivered_seq = serializers.SerializerMethodField()
    read_seq = serializers.SerializerMethodField()

    class Meta:
        model = Membership
        fields = ["user", "joined_at", "delivered_seq", "read_seq"]
        read_only_fields = fields

    def get_delivered_seq(self, member: Membership) -> int | None:
        """Up to this message all have reached a device of theirs."""
        return member.delivered_seq if self._shown(member) else None

    def get_read_seq(self, member: Membership) -> int | None:
        """Up to this message they have read all."""
        return member.read_seq if self._shown(member) else None

    def _shown(self, member: Membership) -> bool:
        person: User = self.context["person"]
        return member.user_id != person.pk and person.sends_read_receipts and member.user.sends_read_receipts


class ConversationSerializer(serializers.Serializer[Any]):
    """A `selectors.Seen`: a conversation as the caller sees it. Needs the context `person`."""

    id = serializers.IntegerField(source="mine.conversation_id")
    title = serializers.CharField(source="mine.conversation.title")
    is_group = serializers.BooleanField(source="mine.conversation.is_group")
    owner_id = serializers.IntegerField(allow_null=True)
    members = MemberSerializer(many=True)
    last_message = MessageSerializer(allow_null=True)
    last_seq = serializers.IntegerField(source="mine.conversation.last_seq")
    read_seq = serializers.IntegerField(source="mine.read_seq")
    unread = serializers.IntegerField(source="mine.unread")
    muted = serializers.BooleanField(source="mine.muted")
    may_send = serializers.BooleanField()
    created_at = serializers.DateTimeField(source="mine.conversation.created_at")
    active_at = serializers.DateTimeField(source="mine.conversation.active_at")


class Input(serializers.Serializer[Any]):
    """What is sent to us: unknown fields are refused by name."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict) and (unknown := sorted(data.keys() - self.fields.keys())):
            raise serializers.ValidationError({name: ["There is no such field."] for name in unknown})
        return super().to_internal_value(data)


class PersonIdField(serializers.IntegerField):
    """The id of a person."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=2**63 - 1, **kwargs)


class StartSerializer(Input):
    """Whom to talk to: one person, or a group if there are more or a title."""

    members = serializers.ListField(child=PersonIdField(), min_length=1, max_length=99)
    title = serializers.CharField(max_length=MAX_TITLE, allow_blank=True, default="")


class ChangeSerializer(Input):
    """What to change: the title of a group, by its owner; whether one's own devices stay silent."""

    title = serializers.CharField(max_length=MAX_TITLE, allow_blank=True, required=False)
    muted = serializers.BooleanField(required=False)


class MemberInputSerializer(Input):
    """Whom to add."""

    user_id = PersonIdField()


class SendSerializer(Input):
    """What to say. `client_id` is the client's own name for it: the same again is the same message."""

    content = serializers.CharField(max_length=MAX_CONTENT, trim_whitespace=False)
    client_id = serializers.CharField(max_length=MAX_CLIENT_ID)


class MarkSerializer(Input):
    """Up to where: the highest of `message_ids`, or `seq`. One of the two."""

    message_ids = serializers.ListField(child=PersonIdField(), min_length=1, max_length=MOST_IDS, required=False)
    seq = serializers.IntegerField(min_value=0, max_value=2**53, required=False)

    def validate(self, sent: dict[str, Any]) -> dict[str, Any]:
        if len(sent) != 1:
            raise Invalid(errors={"seq": ["Give either message_ids or seq."]})
        return sent


class UnreadMessagesSerializer(serializers.Serializer[Any]):
    """How much of a conversation, and of all, the caller has not read. Messages up to `up_to` are counted."""

    person_id = serializers.IntegerField()
    conversation_id = serializers.IntegerField()
    unread = serializers.IntegerField()
    read_seq = serializers.IntegerField()
    up_to = serializers.IntegerField()
    total = serializers.IntegerField()


class TotalSerializer(serializers.Serializer[Any]):
    """How many messages the caller has not read."""

    total = serializers.IntegerField()


class DeliveredSerializer(serializers.Serializer[Any]):
    """Up to where the caller's devices have received a conversation."""

    conversation_id = serializers.IntegerField()
    delivered_seq = serializers.IntegerField()
