"""How is it held, while something is written, that its author may see the activity it is about?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from activities.tracking.models import Activity
from config.kernel.errors import NotFound
from social.accounts.models import User
from social.friendships.services import pair

# Whoever deletes it, changes who may see it, or changes its owner's account waits for us, or has gone before.
HOLD = "SELECT 1 FROM activities a JOIN users u ON u.id = a.user_id WHERE a.id = %s FOR SHARE"


@contextmanager
def in_sight(activity: Activity, by: User) -> Iterator[Activity]:
    """A transaction in which `by` may see the activity until it ends; gives the activity as it is now, with `user`.

    Unfriending and blocking wait on the pair's lock, so nothing is written after one of them took effect. Raises
    NotFound if `by` may not see it.
    """
    with pair(by.pk, activity.user_id):
        with connection.cursor() as cursor:
            cursor.execute(HOLD, [activity.pk])
        current = Activity.objects.visible_to(by).select_related("user").filter(pk=activity.pk).first()
        if current is None:
            raise NotFound("There is no such activity.")
        yield current
