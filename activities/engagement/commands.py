"""What may a client ask about likes and comments over the socket or the poll?"""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from activities.engagement import services
from activities.engagement.commenting import add_comment
from activities.engagement.selectors import comment_for
from activities.engagement.serializers import CommentSerializer
from activities.tracking.selectors import activity_for
from realtime.sockets.commands import command
from social.accounts.models import User

Id = Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)]


class Target(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which activity."""

    activity_id: Id


class Saying(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is said about which activity; with the same `client_id` again it is said once."""

    activity_id: Id
    content: Annotated[str, msgspec.Meta(max_length=10_000)]
    parent_id: Id | None = None
    client_id: Annotated[str, msgspec.Meta(min_length=1, max_length=64)] | None = None


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


@command("comment", Saying, feature="comments")
def comment(person: User, payload: Saying) -> dict[str, Any]:
    """Say something about an activity one may see."""
    activity = activity_for(person, payload.activity_id)
    said = add_comment(activity, person, payload.content, parent_id=payload.parent_id, client_id=payload.client_id)
    return {"comment": dict(CommentSerializer(comment_for(activity, person, said.pk)).data)}
