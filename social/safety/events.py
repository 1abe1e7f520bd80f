"""What is told when people are kept apart, or let together again?"""

from __future__ import annotations

from realtime.events import Event, Lane, event


@event("sight_changed", lane=Lane.LATEST, channel="notifications")
class SightChanged(Event, frozen=True):
    """Whom or what the receiver may see has changed: read every list on the screen again. It does not say whom."""

    def key(self) -> str:
        return "sight"


class Blocked(Event, frozen=True):
    """`blocker_id` wants nothing to do with `blocked_id`. Told to nobody: features take away what tied the two."""

    blocker_id: int
    blocked_id: int
