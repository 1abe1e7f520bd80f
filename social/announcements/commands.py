"""What may staff ask over the socket or the poll?"""

from __future__ import annotations

from typing import Any

import msgspec

from realtime.sockets.commands import command
from social.accounts.models import User
from social.announcements.services import announce


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to tell everybody."""

    message: str


@command("broadcast", Words)
def broadcast(person: User, payload: Words) -> dict[str, Any]:
    """Tell everybody something; for staff with the permission to broadcast."""
    return {"announcement_id": announce(person, payload.message).pk}
