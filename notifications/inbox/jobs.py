"""What does the inbox do later? It tells the members of a conversation of a message, and reporters what came of it."""

from __future__ import annotations

from django.db import transaction

from config.kernel.jobs import job
from notifications.inbox.models import Kind
from notifications.inbox.services import notify
from social.accounts.cards import Person
from social.conversations.models import Membership, Message
from social.moderation.kinds import label_of
from social.moderation.models import Report

SETTLED = {"upheld": "was right: we have acted on it", "dismissed": "was looked into: it breaks no rule"}


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


@job("inbox.report", queue="inbox")
def tell_reporters(case_id: int) -> None:
    """Tell everybody who reported a thing that it is settled, once; nothing of what was done to whom."""
    for report in Report.objects.filter(case=case_id).select_related("case").order_by("reporter"):
        what = f"Your report of a {label_of(report.case.kind)} {SETTLED[report.case.outcome]}"
        with transaction.atomic():
            notify(report.reporter_id, Kind.REPORT, actor=None, related_id=report.pk, what=what)


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
