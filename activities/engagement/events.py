"""What can happen when others make something of an activity?"""

from __future__ import annotations

from typing import Self

from activities.engagement.models import Comment, Like
from activities.tracking.events import FEED
from activities.tracking.models import Activity
from realtime.events import Event, Lane, event
from social.accounts.cards import Person


@event("activity_liked", lane=Lane.LATEST, channel=FEED)
class ActivityLiked(Event, frozen=True):
    """To the owner: `user` is the newest who likes the activity, which `like_count` people do."""

    activity_id: int
    user: Person
    like_count: int

    def subjects(self) -> tuple[str, ...]:
        return (f"activity:{self.activity_id}", f"person:{self.user.id}")

    def key(self) -> str:
        return f"activity:{self.activity_id}:liked"

    def refreshed(self) -> Self | None:
        newest = Like.objects.filter(activity=self.activity_id).select_related("user").order_by("-pk").first()
        if newest is None:
            return None
        count = Like.objects.filter(activity=self.activity_id).count()
        return type(self)(activity_id=self.activity_id, user=Person.of(newest.user), like_count=count)


@event("count_update", lane=Lane.LATEST, channel=FEED)
class CountUpdate(Event, frozen=True):
    """To all who see the activity: how many like it and how many comments it has."""

    activity_id: int
    like_count: int
    comment_count: int

    def subjects(self) -> tuple[str, ...]:
        return (f"activity:{self.activity_id}",)

    def key(self) -> str:
        return f"activity:{self.activity_id}:counts"

    def refreshed(self) -> Self | None:
        return type(self).now(self.activity_id)

    @classmethod
    def now(cls, activity_id: int) -> Self | None:
        """The counts as they are committed; None if the activity is gone."""
        if not Activity.objects.present().filter(pk=activity_id).exists():
            return None
        likes = Like.objects.filter(activity=activity_id).count()
        comments = Comment.objects.present().filter(activity=activity_id).count()
        return cls(activity_id=activity_id, like_count=likes, comment_count=comments)


class Unliked(Event, frozen=True):
    """`user_id` took the like back. Told to no person: the inbox takes its notification back."""

    activity_id: int
    owner_id: int
    user_id: int
