"""Who is told of likes, comments and shares, and may a person still see one?"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from activities.engagement.models import Comment, Share
from activities.engagement.selectors import who_see
from activities.tracking.audiences import activity_viewers
from activities.tracking.models import Activity
from realtime.events import audience, subject
from realtime.sockets.watching import watchers_of
from social.accounts.models import User
from social.safety.models import Mute

# Those of the people who have a block, either way, with somebody who likes the activity or comments on it.
KEPT_APART = """
    SELECT DISTINCT person FROM (
        SELECT blocker_id AS person, blocked_id AS other FROM blocks WHERE blocker_id = ANY(%(people)s)
        UNION ALL
        SELECT blocked_id, blocker_id FROM blocks WHERE blocked_id = ANY(%(people)s)
    ) pair
    WHERE EXISTS (SELECT 1 FROM likes WHERE activity_id = %(activity)s AND user_id = other)
       OR EXISTS (SELECT 1 FROM comments WHERE activity_id = %(activity)s AND user_id = other
                  AND deleted_at IS NULL AND hidden_at IS NULL)"""


@audience("count_viewers")
def count_viewers(activity_id: int, apart: bool) -> Iterable[int]:
    """All whose feed shows the activity or who watch it: those kept apart from one who is counted, or the others."""
    people = {*activity_viewers(activity_id), *_watchers(activity_id)}
    with connection.cursor() as cursor:
        cursor.execute(KEPT_APART, {"people": list(people), "activity": activity_id})
        kept_apart = {row[0] for row in cursor.fetchall()}
    return sorted(kept_apart if apart else people - kept_apart)


@audience("comment_readers")
def comment_readers(activity_id: int, author_id: int, owner_id: int | None) -> Iterable[int]:
    """All who watch the activity and may know of the comment's author; and the owner, if named and not muting them."""
    people = _watchers(activity_id)
    if owner_id and not Mute.objects.filter(muter=owner_id, muted=author_id).exists():
        people.add(owner_id)
    known = User.objects.known_to(author_id).filter(pk__in=people)
    return known.order_by("pk").values_list("pk", flat=True)


@subject("comment")
def visible_comments(ids: set[int], person_id: int) -> set[int]:
    """Those of `ids` that are neither deleted nor hidden, nor of somebody the person may not know of."""
    rows = Comment.objects.present().known_to(person_id).filter(pk__in=ids)
    return set(rows.values_list("pk", flat=True))


@subject("share")
def visible_shares(ids: set[int], person_id: int) -> set[int]:
    """Those of `ids` that are still there, of people the person may know of and does not mute."""
    rows = Share.objects.present().known_to(person_id).filter(pk__in=ids)
    return set(rows.exclude(user__mutes_received__muter=person_id).values_list("pk", flat=True))


def _watchers(activity_id: int) -> set[int]:
    """All who have the activity open, and may see it."""
    name = f"activity:{activity_id}"
    people = watchers_of([name]).get(name, set())
    activity = Activity.objects.present().filter(pk=activity_id).first() if people else None
    if activity is None:
        return set()
    return set(who_see(activity).filter(pk__in=people).values_list("pk", flat=True))
