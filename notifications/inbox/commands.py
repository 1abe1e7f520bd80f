"""What may a client ask about notifications over the socket or the poll?"""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from notifications.inbox import selectors, services
from realtime.sockets.commands import command
from social.accounts.models import User

Id = Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)]


class Read(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which notifications have been read."""

    notification_ids: Annotated[list[Id], msgspec.Meta(min_length=1, max_length=1000)]


class ReadAll(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of them."""


@command("notification_read", Read)
def read(person: User, payload: Read) -> dict[str, Any]:
    """Mark some read, on every device."""
    services.mark_read(person, payload.notification_ids)
    return {"unread": selectors.unread_count(person)}


@command("notification_read_all", ReadAll)
def read_all(person: User, payload: ReadAll) -> dict[str, Any]:
    """Mark all read, on every device."""
    services.mark_all_read(person)
    return {"unread": selectors.unread_count(person)}
