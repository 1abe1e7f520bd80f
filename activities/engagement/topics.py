"""May a person watch an activity, as its open page does, and when does that end?"""

from __future__ import annotations

from collections.abc import Collection

from activities.engagement.selectors import who_see
from activities.tracking.events import FeedUpdate
from activities.tracking.models import Activity
from realtime.events import subscriber
from realtime.events.rights import check_rights_on
from realtime.sockets.topics import topic
from social.accounts.models import User


def those_who_may(people: Collection[int], activity_id: int) -> set[int]:
    """Those of `people`, by id, who may see the activity."""
    activity = Activity.objects.present().filter(pk=activity_id).first()
    return set() if activity is None else set(who_see(activity).filter(pk__in=people).values_list("pk", flat=True))


@topic("activity", among=those_who_may)
def may_watch_activity(person_id: int, activity_id: int) -> bool:
    """Whoever may see it."""
    return Activity.objects.visible_to(User(pk=person_id)).filter(pk=activity_id).exists()


@subscriber(FeedUpdate)
def watching_ends(event: FeedUpdate) -> None:
    """Of what was deleted, or is no longer shown to some."""
    if event.action == "deleted":
        check_rights_on(f"activity:{event.activity_id}")
