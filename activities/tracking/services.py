"""How is an activity recorded, changed and deleted? The only writers of activities."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from activities.engagement.models import Comment
from activities.tracking.events import ActivityChanged, FeedUpdate, FriendActivity
from activities.tracking.models import Activity
from activities.tracking.serializers import content_of, row_of
from activities.tracking.zones.lines import keep_whole, public_fields
from config.kernel.errors import Forbidden
from realtime.events import Audience, Rule, publish
from social.accounts.cards import Person
from social.accounts.models import User, Visibility
from social.moderation.selectors import reported_ids

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
    """Record an activity of `by` and tell those whose feed shows it. The fields are validated by the edges.

    `line` is the whole way as an encoded polyline: privacy zones trim what others see of it.
    """
    fields.setdefault("visibility", by.default_visibility)
    line = fields.pop("line", "")
    with transaction.atomic():
        drawn = public_fields(by, line) if line else {}
        activity = Activity.objects.create(user=by, **fields, **drawn)
        if line:
            keep_whole(activity.pk, line)
            activity.whole_line = line
        announce(activity)
    return activity


def edit_activity(activity: Activity, by: User, **changes: Any) -> Activity:
    """Change an activity of one's own; who may no longer see it is told that it is gone."""
    with transaction.atomic():
        mine = own_activity(activity, by)
        before, days = mine.visibility, {_day_of(mine)}
        for name in EDITABLE & changes.keys():
            setattr(mine, name, changes[name])
        mine.save()
        _tell_of_change(mine, before)
        _count_again(mine, days | {_day_of(mine)})
    return mine


def delete_activity(activity: Activity, by: User) -> None:
    """Hide an activity of one's own everywhere at once. Deleting it again changes nothing."""
    with transaction.atomic():
        mine = own_activity(activity, by)
        if mine.deleted_at is None:
            mine.deleted_at = timezone.now()
            mine.save(update_fields=["deleted_at", "updated_at"])
            tell_of_deletion(mine)


def purge_activities(deleted_before: datetime, at_most: int = 200) -> int:
    """Delete for good what its owners have deleted before then, the oldest first; how many activities that were.

    Not what a moderator hid, who may show it again, nor what there is an open report of (S-SEED-26).
    """
    with transaction.atomic():
        gone = Activity.objects.filter(deleted_at__lt=deleted_before, hidden_at=None).exclude(pk__in=_under_report())
        ids = [activity.pk for activity in gone.order_by("pk").select_for_update(skip_locked=True)[:at_most]]
        Activity.objects.filter(pk__in=ids).delete()
    return len(ids)


def own_activity(activity: Activity, by: User) -> Activity:
    """The activity again, its row locked until the transaction ends. Forbidden unless it is one's own."""
    mine: Activity = Activity.objects.select_for_update(of=("self",)).select_related("user").get(pk=activity.pk)
    if mine.user_id != by.pk:
        raise Forbidden("Only its owner may change an activity.")
    return mine


def tell_of_edit(activity: Activity) -> None:
    """Tell all who see the activity that something on it is new; for changes that leave its visibility."""
    _tell_of_change(activity, activity.visibility)


def announce(activity: Activity) -> None:
    """Tell of an activity that has just been recorded. Inside the transaction that recorded it."""
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
    publish(FeedUpdate(action="new", activity_id=activity.pk, activity=row_of(activity)), to=activity.audience())
    _count_again(activity, {_day_of(activity)})


def tell_of_deletion(activity: Activity) -> None:
    """Tell all who could see it that an activity is gone. Inside the transaction that deleted it."""
    args = {"owner_id": activity.user_id, "level": activity.visibility, "activity_id": activity.pk}
    publish(FeedUpdate(action="deleted", activity_id=activity.pk), to=Rule("bereft", args))
    _count_again(activity, {_day_of(activity)})


def put_back(activity: Activity) -> None:
    """Tell all who can see it that an activity is there again. Inside the transaction that put it back."""
    publish(FeedUpdate(action="new", activity_id=activity.pk, activity=row_of(activity)), to=activity.audience())
    _count_again(activity, {_day_of(activity)})


def _under_report() -> set[int]:
    comments = Comment.objects.filter(pk__in=reported_ids("comment")).values_list("activity_id", flat=True)
    return {*reported_ids("activity"), *comments}


def _day_of(activity: Activity) -> str:
    return activity.started_at.astimezone(ZoneInfo(activity.user.time_zone)).date().isoformat()


def _count_again(activity: Activity, days: set[str]) -> None:
    for day in sorted(days):
        publish(ActivityChanged(activity_id=activity.pk, owner_id=activity.user_id, started_on=day), to=None)


def _tell_of_change(activity: Activity, before: int) -> None:
    if activity.visibility > before:
        args = {"owner_id": activity.user_id, "level": before, "now_level": activity.visibility}
        gone = Rule("former_viewers", args | {"activity_id": activity.pk})
        publish(FeedUpdate(action="deleted", activity_id=activity.pk), to=gone)
    if activity.visibility < before:
        publish(FeedUpdate(action="new", activity_id=activity.pk), to=_newcomers(activity, before))
        publish(FeedUpdate(action="shared", activity_id=activity.pk), to=_newcomers_by_shares(activity, before))
    content = content_of(activity)
    del content["shared"]
    publish(FeedUpdate(action="edited", activity_id=activity.pk, activity=content), to=activity.audience())


def _newcomers(activity: Activity, before: int) -> Audience:
    args = {"owner_id": activity.user_id, "level": activity.visibility, "before_level": before}
    return Rule("new_viewers", args)


def _newcomers_by_shares(activity: Activity, before: int) -> Audience:
    args = {"activity_id": activity.pk, "level": activity.visibility, "before_level": before}
    return Rule("new_share_readers", args)
