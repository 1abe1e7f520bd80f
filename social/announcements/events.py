"""What is told to everybody?"""

from __future__ import annotations

from collections.abc import Iterable

from realtime.events import Event, audience, event
from social.accounts.models import User


@event("broadcast", channel="notifications")
class Broadcast(Event, frozen=True):
    """Something the people who run this place want everybody to know: a message for a toast."""

    announcement_id: int
    message: str


@audience("everybody")
def everybody() -> Iterable[int]:
    """All active people. Who has had no stream open for two hours costs one look-up in Redis and is not told."""
    return User.objects.active().values_list("pk", flat=True).iterator(chunk_size=5000)
