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
    """A row of the feed is new, edited, deleted, shared or no longer shared, or liked or unliked by the receiver.

    `activity` is the API's own JSON: whole for new; without counts and has_liked for edited and shared, and without
    shared for edited; absent otherwise. It is absent for new and shared too where an older row has become visible to
    the receiver: read it from the API. `edited` is of every row of the activity, `deleted` takes them all, `unshared`
    the one of `share_id`.
    """

    action: Literal["new", "edited", "deleted", "liked", "unliked", "shared", "unshared"]
    activity_id: int
    activity: dict[str, Any] | None = None
    share_id: int | None = None

    def subjects(self) -> tuple[str, ...]:
        if self.action in ("deleted", "unshared"):
            return ()
        told = (f"activity:{self.activity_id}",)
        return (*told, f"share:{self.share_id}") if self.share_id else told


class ActivityChanged(Event, frozen=True):
    """An activity was recorded, edited or deleted. Told to no person: what is counted of the owner counts again.

    `started_on` is the owner's day, as "2026-05-01"; where an edit moved it, the old day is told of too.
    """

    activity_id: int
    owner_id: int
    started_on: str
