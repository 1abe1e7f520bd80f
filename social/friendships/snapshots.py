"""What of people and friends does a client begin with?"""

from __future__ import annotations

from typing import Any

from config.kernel.features import is_enabled
from realtime.sockets.snapshots import snapshot
from social.accounts.cards import Person
from social.accounts.models import User
from social.friendships.selectors import incoming_requests

MOST = 50


@snapshot("me")
def me(person: User) -> Person:
    """The person."""
    return Person.of(person)


@snapshot("pending_requests")
def pending_requests(person: User) -> list[dict[str, Any]]:
    """The newest requests that wait for this person's answer."""
    if not is_enabled("friends", person):
        return []
    return [{"user": Person.of(row.user), "created_at": row.created_at} for row in incoming_requests(person)[:MOST]]
