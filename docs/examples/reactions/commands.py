"""What may a client ask over the socket or the poll?"""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from reactions.services import react_to_activity
from realtime.sockets.commands import command
from social.accounts.models import User


class React(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """To which activity, and how. What does not fit is refused before the handler runs."""

    activity_id: Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)]
    emoji: Annotated[str, msgspec.Meta(max_length=4)]


@command("react", React)
def react(person: User, payload: React) -> dict[str, Any]:
    """What is returned is what the ack carries."""
    reaction = react_to_activity(payload.activity_id, person, payload.emoji)
    return {"activity_id": payload.activity_id, "emoji": reaction.emoji}
