"""What happens to people's presence?"""

from __future__ import annotations

from realtime.events import Event


class PeopleMoved(Event, frozen=True):
    """These people (ids) have come, these have gone. Told to no person: whoever shows presence listens."""

    came: tuple[int, ...]
    left: tuple[int, ...]
