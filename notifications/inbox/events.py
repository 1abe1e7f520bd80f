"""What can happen to somebody's inbox?"""

from __future__ import annotations

from typing import Any, Self

from notifications.inbox.kinds import subjects_of
from notifications.inbox.lines import lines_of
from notifications.inbox.models import Notification
from notifications.inbox.pacing import span_of
from notifications.inbox.selectors import unread_count
from notifications.inbox.serializers import told
from realtime.events import Event, Lane, event

CHANNEL = "notifications"


class Told(Event, frozen=True):
    """A line was stored. Told to no person: e-mail and push take it from here, where the person wants that."""

    notification_id: int
    person_id: int
    by_email: bool
    by_push: bool


@event("notification", lane=Lane.LATEST, channel=CHANNEL)
class Notified(Event, frozen=True):
    """A line is new or has changed; `notification` is the API's own JSON. It replaces the line of its `group`."""

    person_id: int
    group: str
    notification: dict[str, Any] | None = None
    about: tuple[str, ...] = ()

    def subjects(self) -> tuple[str, ...]:
        return self.about

    def key(self) -> str:
        return f"line:{self.person_id}:{self.group}"

    def refreshed(self) -> Self | None:
        line = lines_of(self.person_id).filter(group=self.group).first()
        if line is None:
            return None
        (data,) = told([line])
        people = (f"person:{actor['id']}" for actor in data["actors"])
        about = tuple(dict.fromkeys((*subjects_of(line), *people)))
        return type(self)(person_id=self.person_id, group=self.group, notification=data, about=about)


@event("notification_batch", lane=Lane.LATEST, channel=CHANNEL)
class NotificationBatch(Event, frozen=True):
    """Many lines at once, `count` within five seconds: read the list again."""

    person_id: int
    bucket: int
    count: int = 0

    def key(self) -> str:
        return f"batch:{self.person_id}:{self.bucket}"

    def refreshed(self) -> Self | None:
        begin, end = span_of(self.bucket)
        lines = Notification.objects.lines_of(self.person_id)
        count = lines.filter(created_at__gte=begin, created_at__lt=end).count()
        return type(self)(person_id=self.person_id, bucket=self.bucket, count=count) if count else None


@event("notification_read", channel=CHANNEL)
class NotificationRead(Event, frozen=True):
    """These notifications have been read on some device."""

    ids: list[int]


@event("notification_removed", channel=CHANNEL)
class NotificationRemoved(Event, frozen=True):
    """These notifications are taken back: their cause was undone."""

    ids: list[int]


@event("unread_count", lane=Lane.LATEST, channel=CHANNEL)
class UnreadCount(Event, frozen=True):
    """How many notifications the receiver has not read."""

    person_id: int
    notifications: int = 0

    def key(self) -> str:
        return f"unread:{self.person_id}"

    def refreshed(self) -> Self | None:
        return type(self)(person_id=self.person_id, notifications=unread_count(self.person_id))
