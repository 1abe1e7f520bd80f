"""What can happen to somebody's inbox?"""

from __future__ import annotations

from typing import Any, Self

from notifications.inbox.models import Notification
from realtime.events import Event, Lane, event

CHANNEL = "notifications"


@event("notification", channel=CHANNEL)
class Notified(Event, frozen=True):
    """A new notification; `notification` is the API's own JSON."""

    notification: dict[str, Any]
    about: tuple[str, ...] = ()

    def subjects(self) -> tuple[str, ...]:
        return self.about


@event("notification_read", channel=CHANNEL)
class NotificationRead(Event, frozen=True):
    """These notifications, or all up to now (`all`), have been read on some device."""

    ids: list[int]
    all: bool = False


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


def unread_count(person_id: int) -> int:
    """Counted from the rows, never kept."""
    return Notification.objects.of(person_id).unread().count()
