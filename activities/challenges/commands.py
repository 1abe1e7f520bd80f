"""What may a client ask about challenges over the socket or the poll?"""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from activities.challenges import joining
from activities.challenges.selectors import challenge_for
from realtime.sockets.commands import command
from social.accounts.models import User


class Target(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which challenge."""

    challenge_id: Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)]


@command("join_challenge", Target, feature="challenges")
def join_challenge(person: User, payload: Target) -> dict[str, Any]:
    """Take part in a challenge one may see."""
    joining.join_challenge(challenge_for(person, payload.challenge_id), person)
    return {"challenge_id": payload.challenge_id, "taking_part": True}


@command("leave_challenge", Target, feature="challenges")
def leave_challenge(person: User, payload: Target) -> dict[str, Any]:
    """Take part no longer."""
    joining.leave_challenge(payload.challenge_id, person)
    return {"challenge_id": payload.challenge_id, "taking_part": False}
