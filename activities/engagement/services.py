"""How is an activity liked, and a like taken back?"""

from __future__ import annotations

from typing import Literal

from django.db import transaction

from activities.engagement.events import ActivityLiked, CountUpdate, Unliked
from activities.engagement.models import Like
from activities.tracking.events import FeedUpdate
from activities.tracking.models import Activity
from realtime.events import People, publish
from social.accounts.cards import Person
from social.accounts.models import User


def like_activity(activity: Activity, by: User) -> int:
    """Like an activity the caller has found visible to `by`; returns the new count. Again changes nothing."""
    with transaction.atomic():
        _, is_new = Like.objects.get_or_create(activity=activity, user=by)
        count = Like.objects.filter(activity=activity).count()
        if is_new:
            if activity.user_id != by.pk:
                liked = ActivityLiked(activity_id=activity.pk, user=Person.of(by), like_count=count)
                publish(liked, to=People.of(activity.user_id))
            _tell(activity, by, "liked")
    return count


def unlike_activity(activity: Activity, by: User) -> int:
    """Take one's like back; returns the new count. Without a like it changes nothing."""
    with transaction.atomic():
        taken, _ = Like.objects.filter(activity=activity, user=by).delete()
        if taken:
            publish(Unliked(activity_id=activity.pk, owner_id=activity.user_id, user_id=by.pk), to=None)
            _tell(activity, by, "unliked")
        return Like.objects.filter(activity=activity).count()


def _tell(activity: Activity, by: User, action: Literal["liked", "unliked"]) -> None:
    publish(FeedUpdate(action=action, activity_id=activity.pk), to=People.of(by.pk))
    counts = CountUpdate.now(activity.pk)
    if counts is not None:
        publish(counts, to=activity.audience())
