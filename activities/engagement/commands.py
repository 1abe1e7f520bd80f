"""What may a client ask about likes over the socket or the poll?"""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from activities.engagement import services
from activities.tracking.selectors import activity_for
from realtime.sockets.commands import command
from social.accounts.models import User


class Target(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which activity."""

    activity_id: Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)]


@command("like", Target, feature="likes")
def like(person: User, payload: Target) -> dict[str, Any]:
    """Like an activity one may see."""
    count = services.like_activity(activity_for(person, payload.activity_id), person)
    return {"activity_id": payload.activity_id, "has_liked": True, "like_count": count}


@command("unlike", Target, feature="likes")
def unlike(person: User, payload: Target) -> dict[str, Any]:
    """Take one's like back."""
    count = services.unlike_activity(activity_for(person, payload.activity_id), person)
    return {"activity_id": payload.activity_id, "has_liked": False, "like_count": count}
