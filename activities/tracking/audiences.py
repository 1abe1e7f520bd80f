"""Who is told of an activity as it changes, and may a person still see it?"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from activities.engagement.readers import readers_of, sharers_of
from activities.tracking.models import Activity
from realtime.events import audience, subject
from social.accounts.models import User, Visibility

# Those who see the owner's activities in their feed, and the owner. `level` is 0 (public) or 1 (friends).
VIEWERS = """
    SELECT id FROM (
        SELECT friend_id AS id FROM friendships WHERE user_id = %(owner)s AND status = 'accepted'
        UNION
        SELECT follower_id FROM follows WHERE followed_id = %(owner)s AND status = 'accepted' AND %(level)s = 0
    ) tied
    WHERE id NOT IN (SELECT blocked_id FROM blocks WHERE blocker_id = %(owner)s)
      AND id NOT IN (SELECT blocker_id FROM blocks WHERE blocked_id = %(owner)s)
      AND id NOT IN (SELECT muter_id FROM mutes WHERE muted_id = %(owner)s)"""


def viewers(owner_id: int, level: int) -> list[int]:
    """Ids of all whose feed shows the owner's activities of that visibility, without the owner."""
    if level >= Visibility.PRIVATE:
        return []
    with connection.cursor() as cursor:
        cursor.execute(VIEWERS, {"owner": owner_id, "level": level})
        return [row[0] for row in cursor.fetchall()]


def all_viewers(owner_id: int, level: int, activity_id: int) -> set[int]:
    """The same, and all whose feed shows the activity because somebody shares it."""
    return {*viewers(owner_id, level), *readers_of(activity_id, level, sharers_of(activity_id))}


@audience("activity_viewers")
def activity_viewers(activity_id: int) -> Iterable[int]:
    """The owner and all whose feed shows this activity now; nobody if it is gone."""
    activity = Activity.objects.present().filter(pk=activity_id).only("user_id", "visibility").first()
    if activity is None:
        return []
    return [activity.user_id, *sorted(all_viewers(activity.user_id, activity.visibility, activity_id))]


@audience("feed_readers")
def feed_readers(activity_id: int) -> Iterable[int]:
    """All whose feed shows this activity as its owner's now, without the owner."""
    activity = Activity.objects.present().filter(pk=activity_id).only("user_id", "visibility").first()
    return [] if activity is None else viewers(activity.user_id, activity.visibility)


@audience("former_viewers")
def former_viewers(owner_id: int, level: int, now_level: int, activity_id: int) -> Iterable[int]:
    """All who could see an activity of the owner at `level` and no longer do at `now_level`, without the owner."""
    return all_viewers(owner_id, level, activity_id) - all_viewers(owner_id, now_level, activity_id)


@audience("bereft")
def bereft(owner_id: int, level: int, activity_id: int) -> Iterable[int]:
    """All who could see an activity that its owner has deleted, and the owner."""
    return [owner_id, *sorted(all_viewers(owner_id, level, activity_id))]


@audience("new_viewers")
def new_viewers(owner_id: int, level: int, before_level: int) -> Iterable[int]:
    """All who can see an activity of the owner, as the owner's, at `level` and could not at `before_level`."""
    return set(viewers(owner_id, level)) - set(viewers(owner_id, before_level))


@audience("new_share_readers")
def new_share_readers(activity_id: int, level: int, before_level: int) -> Iterable[int]:
    """All whose feed shows a share of the activity at `level`, and did not at `before_level`."""
    sharers = sharers_of(activity_id)
    return readers_of(activity_id, level, sharers) - readers_of(activity_id, before_level, sharers)


@audience("share_readers")
def share_readers(activity_id: int, sharer_id: int) -> Iterable[int]:
    """All whose feed shows, or showed, that person's share of the activity."""
    activity = Activity.objects.present().filter(pk=activity_id).only("visibility").first()
    return [] if activity is None else readers_of(activity_id, activity.visibility, [sharer_id])


@subject("activity")
def visible_activities(ids: set[int], person_id: int) -> set[int]:
    """Those of `ids` that the person may see now."""
    person = User(pk=person_id)
    return set(Activity.objects.visible_to(person).filter(pk__in=ids).values_list("pk", flat=True))
