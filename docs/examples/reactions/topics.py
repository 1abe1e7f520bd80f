"""Who may watch the reactions to an activity? Whoever may see the activity."""

from __future__ import annotations

from activities.models import Activity
from realtime.sockets.topics import topic
from social.accounts.models import User


@topic("reactions")
def may_watch_reactions(person_id: int, activity_id: int) -> bool:
    """Asked when somebody subscribes, and again when an event is sent."""
    return Activity.objects.visible_to(User(pk=person_id)).filter(pk=activity_id).exists()
