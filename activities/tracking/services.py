"""How is an activity recorded, changed and deleted? The only writers of activities."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from activities.tracking.events import FeedUpdate, FriendActivity
from activities.tracking.models import Activity
from activities.tracking.serializers import frame_of
from config.kernel.errors import Forbidden
from realtime.events import Audience, Rule, publish
from social.accounts.cards import Person
from social.accounts.models import User, Visibility

EDITABLE = frozenset(
    {
        "activity_type",
        "title",
        "description",
        "started_at",
        "duration_s",
        "distance_m",
        "elevation_m",
        "average_heart_rate",
        "calories",
        "visibility",
    }
)


def create_activity(by: User, **fields: Any) -> Activity:
    """Record an activity of `by` and tell those whose feed shows it. The fields are validated by the edges."""
    fields.setdefault("visibility", by.default_visibility)
    with transaction.atomic():
        activity = Activity.objects.create(user=by, **fields)
        _announce(activity)
    return activity


def edit_activity(activity: Activity, by: User, **changes: Any) -> Activity:
    """Change an activity of one's own; who may no longer see it is told that it is gone."""
    with transaction.atomic():
        mine = _own(activity, by)
        before = mine.visibility
        for name in EDITABLE & changes.keys():
            setattr(mine, name, changes[name])
        mine.save()
        _tell_of_change(mine, before)
    return mine


def delete_activity(activity: Activity, by: User) -> None:
    """Hide an activity of one's own everywhere at once. Deleting it again changes nothing."""
    with transaction.atomic():
        mine = _own(activity, by)
        if mine.deleted_at is None:
            mine.deleted_at = timezone.now()
            mine.save(update_fields=["deleted_at", "updated_at"])
            everybody = Rule("bereft", {"owner_id": mine.user_id, "level": mine.visibility})
            publish(FeedUpdate(action="deleted", activity_id=mine.pk), to=everybody)


def _own(activity: Activity, by: User) -> Activity:
    mine: Activity = Activity.objects.select_for_update(of=("self",)).select_related("user").get(pk=activity.pk)
    if mine.user_id != by.pk:
        raise Forbidden("Only its owner may change an activity.")
    return mine


def _announce(activity: Activity) -> None:
    readers: Audience = Rule("feed_readers", {"activity_id": activity.pk})
    if activity.visibility != Visibility.PRIVATE:
        publish(
            FriendActivity(
                user=Person.of(activity.user),
                activity_id=activity.pk,
                activity_type=activity.activity_type,
                title=activity.title,
                distance_km=activity.distance_km,
                duration_minutes=activity.duration_minutes,
            ),
            to=readers,
        )
    publish(FeedUpdate(action="new", activity_id=activity.pk, activity=frame_of(activity)), to=activity.audience())


def _tell_of_change(activity: Activity, before: int) -> None:
    if activity.visibility > before:
        args = {"owner_id": activity.user_id, "level": before, "now_level": activity.visibility}
        publish(FeedUpdate(action="deleted", activity_id=activity.pk), to=Rule("former_viewers", args))
    if activity.visibility < before:
        publish(FeedUpdate(action="new", activity_id=activity.pk), to=_newcomers(activity, before))
    content = frame_of(activity)
    for counted in ("like_count", "comment_count", "has_liked"):
        del content[counted]
    publish(FeedUpdate(action="edited", activity_id=activity.pk, activity=content), to=activity.audience())


def _newcomers(activity: Activity, before: int) -> Audience:
    args = {"owner_id": activity.user_id, "level": activity.visibility, "before_level": before}
    return Rule("new_viewers", args)
