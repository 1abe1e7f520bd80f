"""What of a person's conversations does every page know? What is unread, what has not arrived, what is muted."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q

from social.accounts.models import User
from social.conversations.models import Membership

NOTHING: dict[str, Any] = {"total": 0, "conversations": [], "behind": [], "muted": []}


def messages_for(person: User) -> dict[str, Any]:
    """What the modules count on from; one query.

    `conversations` as `social_data.unread_messages` has them; `behind`: up to where messages wait that none of the
    person's devices has said to have; `muted`: ids.
    """
    telling = Q(muted=True) | Q(conversation__last_seq__gt=F("read_seq"))
    rows: list[Any] = list(
        Membership.objects.of(person).filter(telling).with_unread(person).select_related("conversation")
    )
    unread = [row for row in rows if row.unread]
    counts = [
        {"conversation_id": row.conversation_id, "unread": row.unread, "up_to": row.conversation.last_seq}
        for row in unread
    ]
    waiting = [row for row in unread if row.delivered_seq < row.conversation.last_seq]
    return {
        "total": sum(row.unread for row in unread),
        "conversations": counts,
        "behind": [{"conversation_id": row.conversation_id, "seq": row.conversation.last_seq} for row in waiting],
        "muted": [row.conversation_id for row in rows if row.muted],
    }
