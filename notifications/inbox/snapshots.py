"""What of the inbox does a client begin with?"""

from __future__ import annotations

from notifications.inbox.selectors import unread_count
from realtime.sockets.snapshots import snapshot
from social.accounts.models import User


@snapshot("unread")
def unread(person: User) -> dict[str, int]:
    """How much is unread."""
    return {"notifications": unread_count(person)}
