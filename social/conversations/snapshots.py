"""What of conversations does a client begin with?"""

from __future__ import annotations

from typing import Any

from config.kernel.features import is_enabled
from realtime.sockets.snapshots import snapshot
from social.accounts.models import User
from social.conversations.events import FEATURE
from social.conversations.selectors import unread_of


@snapshot("unread_messages")
def unread_messages(person: User) -> dict[str, Any]:
    """How many messages are unread, in all and in which conversations; those up to `up_to` are counted."""
    rows = [mine for mine in unread_of(person) if mine.unread] if is_enabled(FEATURE, person) else []
    counts = [
        {"conversation_id": mine.conversation_id, "unread": mine.unread, "up_to": mine.conversation.last_seq}
        for mine in rows
    ]
    return {"total": sum(mine.unread for mine in rows), "conversations": counts}
