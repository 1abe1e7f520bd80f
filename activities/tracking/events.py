"""What can happen to an activity?"""

from __future__ import annotations

from typing import Any, Literal

from realtime.events import Event, event
from social.accounts.cards import Person

FEED = "feed:updates"


@event("friend_activity", channel=FEED)
class FriendActivity(Event, frozen=True):
    """Somebody one follows or is friends with has finished something; enough for a toast."""

    user: Person
    activity_id: int
    activity_type: str
    title: str
    distance_km: float
    duration_minutes: float

    def subjects(self) -> tuple[str, ...]:
        return (f"activity:{self.activity_id}",)


@event("feed_update", channel=FEED)
class FeedUpdate(Event, frozen=True):
    """A row of the feed is new, edited, deleted, or liked or unliked by the receiver.

    `activity` is the API's own JSON: whole for new, without counts and has_liked for edited, absent otherwise. It is
    absent for a new row too where an older activity has become visible to the receiver: read it from the API.
    """

    action: Literal["new", "edited", "deleted", "liked", "unliked"]
    activity_id: int
    activity: dict[str, Any] | None = None

    def subjects(self) -> tuple[str, ...]:
        return () if self.action == "deleted" else (f"activity:{self.activity_id}",)
