"""How do staff tell everybody something?"""

from __future__ import annotations

from django.db import transaction

from config.kernel.errors import Forbidden, Invalid
from realtime.events import Rule, publish
from social.accounts.models import User
from social.accounts.services import CONTROL
from social.announcements.events import Broadcast
from social.announcements.models import Announcement

MAX = 500


def announce(by: User, message: str) -> Announcement:
    """Tell everybody `message`: one line of at most 500 characters. Forbidden without the permission to broadcast."""
    if not by.has_perm("social.broadcast"):
        raise Forbidden("Only staff who may broadcast can do this.")
    message = message.strip()
    if not 1 <= len(message) <= MAX or CONTROL.search(message) or "\n" in message or "\r" in message:
        raise Invalid(errors={"message": [f"One line of 1 to {MAX} characters."]})
    with transaction.atomic():
        announcement = Announcement.objects.create(author=by, message=message)
        publish(Broadcast(announcement_id=announcement.pk, message=message), to=Rule("everybody", {}))
    return announcement
