"""Is a person away, so that they are told elsewhere than on the page?"""

from __future__ import annotations

from datetime import datetime, timedelta

from realtime.presence.leases import online
from social.accounts.models import User
from social.presence.models import Presence

LEFT_FOR = timedelta(minutes=5)  # who went a moment ago may be back in another


def is_here(person_id: int) -> bool:
    """Whether the person is connected anywhere, by socket or poll."""
    return person_id in online([person_id])


def is_away(person: User, now: datetime) -> bool:
    """Whether the person has been nowhere for some minutes."""
    last_seen = Presence.objects.filter(user=person).values_list("last_seen", flat=True).first()
    return not is_here(person.pk) and (last_seen is None or last_seen <= now - LEFT_FOR)
