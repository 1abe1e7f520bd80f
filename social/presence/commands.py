"""What may a client say of a person's presence over the socket or the poll?"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from realtime.sockets.commands import command
from social.accounts.models import User
from social.presence import services


class Chosen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How to be shown."""

    status: Literal["online", "away", "busy", "offline"]


@command("set_presence", Chosen)
def set_presence(person: User, payload: Chosen) -> dict[str, Any]:
    """Choose how one is shown while connected."""
    services.set_status(person, payload.status)
    return {"status": payload.status}
