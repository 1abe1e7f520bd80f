"""What can happen to a person's figures?"""

from __future__ import annotations

from realtime.events import Event


class Recounted(Event, frozen=True):
    """Days and points of a person are counted anew. Told to no person: what depends on them follows.

    `tell` is false where history is worked through: nobody is told of what they did long ago.
    """

    person_id: int
    tell: bool = True
