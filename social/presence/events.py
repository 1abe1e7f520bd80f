"""What can be told of a person's presence?"""

from __future__ import annotations

from datetime import datetime
from typing import Self

from realtime.events import Event, Lane, Rule, event
from social.presence.models import Status
from social.presence.selectors import shown


@event("presence", lane=Lane.LATEST, channel="presence")
class PresenceChanged(Event, frozen=True):
    """A person came, went, or says something else of themselves. `last_seen` is set while they are offline.

    On the latest lane and not the ephemeral one: a client that was away for a minute, or polls, must end with the
    right picture, and the newest of each person is all it takes. The truth is read when it is sent, so whatever
    order the changes come in, the last one told is right.
    """

    user_id: int
    status: str = Status.OFFLINE.value
    last_seen: datetime | None = None

    def subjects(self) -> tuple[str, ...]:
        # "offline, nobody knows since when" is what those hear who may see no more: it must pass the check
        tells = self.status != Status.OFFLINE or self.last_seen is not None
        return (f"presence:{self.user_id}",) if tells else (f"person:{self.user_id}",)

    def key(self) -> str:
        return f"presence:{self.user_id}"

    def refreshed(self) -> Self | None:
        found = shown([self.user_id]).get(self.user_id)
        return None if found is None else type(self)(**found._asdict())


def watchers(person_id: int, *, and_self: bool = False) -> Rule:
    """All who may see the person's presence when it is told; with `and_self` the person's own devices too."""
    return Rule("presence_watchers", {"person_id": person_id, "and_self": and_self})


def tied(person_id: int) -> Rule:
    """All who might see the person's presence, whether or not the person shows it: for the last word before silence."""
    return Rule("presence_tied", {"person_id": person_id})
