"""What is in a person's inbox?"""

from __future__ import annotations

from notifications.inbox.lines import lines_of
from notifications.inbox.models import Notification, NotificationQuerySet
from social.accounts.models import User


def notifications_of(person: User) -> NotificationQuerySet:
    """The person's lines, newest first, each with `actor` loaded; `in_words` tells them."""
    return lines_of(person.pk)


def unread_count(person: User | int) -> int:
    """How many lines the person has not read. Counted from the rows, never kept."""
    return Notification.objects.lines_of(person).unread().count()
