"""What do moderators see of a reported message or conversation? What was reported, and no more of it."""

from __future__ import annotations

from datetime import datetime

from social.accounts.models import User
from social.conversations.models import Conversation, Message
from social.conversations.sending import put_back, take_down
from social.moderation.kinds import Reportable, Thing, reportable, sees_all

NEWEST = 20


@reportable("message")
class Messages(Reportable):
    """A message that the reporter can read."""

    model, label, hides = Message, "message", True

    def is_seen(self, by: User, id: int) -> bool:
        return sees_all(by, f"message:{id}")

    def find(self, id: int, upto: datetime) -> Thing | None:
        message = Message.objects.filter(pk=id).first()
        if message is None:
            return None
        return Thing(message.sender_id, message.content, message.deleted_at is not None)

    def set_hidden(self, id: int, by: User, *, hidden: bool) -> bool:
        message = Message.objects.filter(pk=id).first()
        if message is None:
            return False
        return take_down(message, hidden=True) if hidden else put_back(message)


@reportable("conversation")
class Conversations(Reportable):
    """A conversation that the reporter is in. It is the other's of two, and of a group its owner's."""

    model, label = Conversation, "conversation"

    def is_seen(self, by: User, id: int) -> bool:
        return sees_all(by, f"conversation:{id}")

    def find(self, id: int, upto: datetime) -> Thing | None:
        """Its newest messages up to the last report: nobody reads along from then on."""
        conversation = Conversation.objects.filter(pk=id).first()
        if conversation is None:
            return None
        said = Message.objects.filter(conversation=id, created_at__lte=upto, deleted_at=None)
        newest = list(said.select_related("sender").order_by("-seq")[:NEWEST])
        lines = [f"{message.sender.username}: {message.content}" for message in reversed(newest)]
        return Thing(conversation.owner_id, "\n".join([conversation.title, *lines]).strip())
