"""What is kept of a person's presence, for themselves?"""

from __future__ import annotations

from collections.abc import Iterable

from config.kernel.personal import Row, told
from social.presence.models import Presence


@told("presence")
def presence(person_id: int) -> Iterable[Row]:
    """What they chose to be shown as, and when they were last seen to leave."""
    yield from Presence.objects.filter(user=person_id).values("status", "last_seen")
