"""Who is told of an activity as it changes, and may a person still see it?"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

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


@audience("activity_viewers")
def activity_viewers(activity_id: int) -> Iterable[int]:
    """The owner and all whose feed shows this activity now; nobody if it is gone."""
    activity = Activity.objects.present().filter(pk=activity_id).only("user_id", "visibility").first()
    return [] if activity is None else [activity.user_id, *viewers(activity.user_id, activity.visibility)]


@audience("feed_readers")
def feed_readers(activity_id: int) -> Iterable[int]:
    """All whose feed shows this activity now, without the owner."""
    activity = Activity.objects.present().filter(pk=activity_id).only("user_id", "visibility").first()
    return [] if activity is None else viewers(activity.user_id, activity.visibility)


@audience("former_viewers")
def former_viewers(owner_id: int, level: int, now_level: int) -> Iterable[int]:
    """All who could see an activity of the owner at `level` and no longer do at `now_level`, without the owner."""
    return set(viewers(owner_id, level)) - set(viewers(owner_id, now_level))


@audience("bereft")
def bereft(owner_id: int, level: int) -> Iterable[int]:
    """All who could see an activity that its owner has deleted, and the owner."""
    return [owner_id, *viewers(owner_id, level)]


@audience("new_viewers")
def new_viewers(owner_id: int, level: int, before_level: int) -> Iterable[int]:
    """All who can see an activity of the owner at `level` and could not at `before_level`."""
    return set(viewers(owner_id, level)) - set(viewers(owner_id, before_level))


@subject("activity")
def visible_activities(ids: set[int], person_id: int) -> set[int]:
    """Those of `ids` that the person may see now."""
    person = User(pk=person_id)
    return set(Activity.objects.visible_to(person).filter(pk__in=ids).values_list("pk", flat=True))
