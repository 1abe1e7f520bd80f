"""Who is shown a share in their feed?"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from activities.engagement.models import Share
from activities.tracking.models import Activity
from social.accounts.models import Visibility

APART = """
      AND NOT EXISTS (SELECT 1 FROM blocks WHERE blocker_id = reader.id AND blocked_id = {0})
      AND NOT EXISTS (SELECT 1 FROM blocks WHERE blocker_id = {0} AND blocked_id = reader.id)
      AND NOT EXISTS (SELECT 1 FROM mutes WHERE muter_id = reader.id AND muted_id = {0})"""

# Friends and followers of those who share it, as far as they may see the activity. Its owner is told otherwise.
READERS = f"""
    SELECT DISTINCT reader.id
    FROM unnest(%(sharers)s::bigint[]) AS sharer (id)
    JOIN users ON users.id = sharer.id AND users.is_active
    CROSS JOIN LATERAL (
        SELECT friend_id AS id FROM friendships WHERE user_id = sharer.id AND status = 'accepted'
        UNION
        SELECT follower_id FROM follows WHERE followed_id = sharer.id AND status = 'accepted'
    ) reader
    WHERE reader.id <> %(owner)s {APART.format("sharer.id")} {APART.format("%(owner)s")}
      AND (%(open)s
           OR reader.id IN (SELECT friend_id FROM friendships WHERE user_id = %(owner)s AND status = 'accepted')
           OR %(public)s AND reader.id IN (
               SELECT follower_id FROM follows WHERE followed_id = %(owner)s AND status = 'accepted'))"""  # noqa: S608


def sharers_of(activity_id: int) -> list[int]:
    """Ids of all who share the activity."""
    return list(Share.objects.present().filter(activity=activity_id).values_list("user_id", flat=True))


def readers_of(activity_id: int, level: int, sharers: Sequence[int]) -> set[int]:
    """Ids of all whose feed shows a share of the activity by one of `sharers`, were its visibility `level`."""
    owner = Activity.objects.filter(pk=activity_id).values_list("user_id", "user__is_private").first()
    if owner is None or not sharers or level >= Visibility.PRIVATE:
        return set()
    public = level == Visibility.PUBLIC
    values = {"sharers": list(sharers), "owner": owner[0], "public": public, "open": public and not owner[1]}
    with connection.cursor() as cursor:
        cursor.execute(READERS, values)
        return {row[0] for row in cursor.fetchall()}
