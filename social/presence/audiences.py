"""Who is told of a person's presence, and may somebody still see it?"""

from __future__ import annotations

from collections.abc import Iterable

from realtime.events import audience, subject
from social.accounts.models import User
from social.presence.selectors import watched_by, watchers_of


@audience("presence_watchers")
def presence_watchers(person_id: int, and_self: bool) -> Iterable[int]:
    """Friends and followers who may see it, if the person shows it; and the person, if asked for."""
    own = [person_id] if and_self else []
    if not User.objects.filter(pk=person_id, shows_presence=True).exists():
        return own
    return own + list(watchers_of(person_id).values_list("pk", flat=True))


@audience("presence_tied")
def presence_tied(person_id: int) -> Iterable[int]:
    """Friends and followers who may see it while the person shows it."""
    return watchers_of(person_id).values_list("pk", flat=True)


@subject("presence")
def visible_presence(ids: set[int], person_id: int) -> set[int]:
    """Those of `ids` whose presence the person may see now; their own is one of them."""
    return set(watched_by(person_id).filter(pk__in=ids).values_list("pk", flat=True)) | (ids & {person_id})
