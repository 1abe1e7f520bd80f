"""After which events is a push due?"""

from __future__ import annotations

from notifications.inbox.events import Told
from notifications.push.jobs import tell
from notifications.push.models import PushSubscription
from notifications.push.sealing import is_available
from realtime.events import subscriber


@subscriber(Told)
def push_what_is_told(event: Told) -> None:
    """To who wants it and has a browser for it."""
    if event.by_push and is_available() and PushSubscription.objects.filter(user=event.person_id).exists():
        tell.enqueue(person_id=event.person_id, notification_id=event.notification_id)
