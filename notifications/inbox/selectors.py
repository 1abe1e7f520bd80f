"""What is in a person's inbox?"""

from __future__ import annotations

from notifications.inbox.events import unread_count as _unread_count
from notifications.inbox.models import Notification, NotificationQuerySet
from social.accounts.models import User


def notifications_of(person: User) -> NotificationQuerySet:
    """The person's notifications, newest first, each with `actor` loaded."""
    return Notification.objects.of(person).select_related("actor").order_by("-pk")


def unread_count(person: User) -> int:
    """How many the person has not read."""
    return _unread_count(person.pk)
