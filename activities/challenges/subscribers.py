"""What do challenges do when something happens elsewhere?"""

from __future__ import annotations

from activities.challenges import jobs, services
from activities.tracking.events import ActivityChanged
from realtime.events import subscriber
from social.friendships.events import FriendRemoved


@subscriber(ActivityChanged)
def progress_follows(event: ActivityChanged) -> None:
    """The owner's progress is right in the same commit as the activity; it costs two queries, and ranks follow."""
    jobs.count(person_id=event.owner_id)


@subscriber(FriendRemoved)
def friends_only_ends(event: FriendRemoved) -> None:
    """What one may do as a friend of the other ends; the event comes once for each side."""
    services.part_ways(event.to_id, event.user_id)
