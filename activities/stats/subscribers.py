"""Whose figures change when something happens?"""

from __future__ import annotations

from activities.engagement.events import ActivityLiked, Commented, CommentWithdrawn, Unliked
from activities.stats.jobs import count_again
from activities.tracking.events import ActivityChanged
from activities.tracking.models import Activity
from realtime.events import subscriber
from social.accounts.events import TimeZoneChanged
from social.friendships.events import FriendAccepted


@subscriber(ActivityChanged)
def an_activity_changed(event: ActivityChanged) -> None:
    """The owner's days, points, quests and badges."""
    count_again([event.owner_id])


@subscriber(ActivityLiked)
def a_like_was_given(event: ActivityLiked) -> None:
    """Points for both."""
    count_again([event.user.id, Activity.objects.values_list("user_id", flat=True).get(pk=event.activity_id)])


@subscriber(Unliked)
def a_like_was_taken_back(event: Unliked) -> None:
    """Points of both."""
    count_again([event.user_id, event.owner_id])


@subscriber(Commented)
def a_comment_was_written(event: Commented) -> None:
    """Quests and badges of its writer."""
    count_again([event.user.id])


@subscriber(CommentWithdrawn)
def a_comment_was_taken_back(event: CommentWithdrawn) -> None:
    """Quests of its writer."""
    count_again([event.user_id])


@subscriber(FriendAccepted)
def a_friend_was_made(event: FriendAccepted) -> None:
    """Told once to each of the two."""
    count_again([event.to_id])


@subscriber(TimeZoneChanged)
def a_person_moved(event: TimeZoneChanged) -> None:
    """Midnight is at another time: every day may be another."""
    count_again([event.person_id])
