"""May somebody still see a person that an event tells of?"""

from __future__ import annotations

from realtime.events import subject
from social.accounts.models import User


@subject("person")
def known(ids: set[int], person_id: int) -> set[int]:
    """Those who are active and neither blocked by the person nor blocking them."""
    return set(User.objects.known_to(person_id).filter(pk__in=ids).values_list("pk", flat=True))
