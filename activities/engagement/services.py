"""How is an activity liked, and a like taken back?"""

from __future__ import annotations

from typing import Literal

from activities.engagement.counting import tell_counts
from activities.engagement.events import ActivityLiked, Unliked
from activities.engagement.models import Like
from activities.engagement.sight import in_sight
from activities.tracking.events import FeedUpdate
from activities.tracking.models import Activity
from realtime.events import People, publish
from social.accounts.cards import Person
from social.accounts.models import User


def like_activity(activity: Activity, by: User) -> int:
    """Like an activity; returns the new count, as `by` sees it. Again changes nothing.

    Raises NotFound if `by` may not see it, whatever the caller has found.
    """
    with in_sight(activity, by) as held:
        _, is_new = Like.objects.get_or_create(activity=held, user=by)
        count = _count(held, by)
        if is_new:
            if held.user_id != by.pk:
                liked = ActivityLiked(activity_id=held.pk, user=Person.of(by), like_count=count)
                publish(liked, to=People.of(held.user_id))
            _tell(held, by, "liked")
    return count


def unlike_activity(activity: Activity, by: User) -> int:
    """Take one's like back; returns the new count. Without a like it changes nothing. Raises NotFound as above."""
    with in_sight(activity, by) as held:
        taken, _ = Like.objects.filter(activity=held, user=by).delete()
        if taken:
            publish(Unliked(activity_id=held.pk, owner_id=held.user_id, user_id=by.pk), to=None)
            _tell(held, by, "unliked")
        return _count(held, by)


def _count(activity: Activity, by: User) -> int:
    return Like.objects.filter(activity=activity).known_to(by.pk).count()


def _tell(activity: Activity, by: User, action: Literal["liked", "unliked"]) -> None:
    publish(FeedUpdate(action=action, activity_id=activity.pk), to=People.of(by.pk))
    tell_counts(activity.pk)
