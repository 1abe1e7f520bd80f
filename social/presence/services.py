"""How does a person's presence change, and how are those told who may see it?"""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from config.kernel.errors import Invalid
from config.kernel.ratelimits import spend
from realtime.events import publish
from realtime.presence.leases import online
from social.accounts.models import User
from social.presence.events import PresenceChanged, tied, watchers
from social.presence.models import Presence, Status

A_MINUTE = "30/m"


def set_status(person: User, status: str) -> None:
    """Choose how one is shown while connected; kept until changed. Again the same changes nothing.

    Raises Invalid for an unknown status, RateLimited past 30 a minute.
    """
    if status not in Status.values:
        raise Invalid(errors={"status": [f"One of {', '.join(Status.values)}."]})
    spend("set_presence", person.pk, A_MINUTE)
    with transaction.atomic():
        Presence.objects.get_or_create(user=person)
        changed = Presence.objects.filter(user=person).exclude(status=status).update(status=status)
        if changed and online([person.pk]):
            if status == Status.OFFLINE:
                _note_last_seen([person.pk])
            publish(PresenceChanged(user_id=person.pk), to=watchers(person.pk, and_self=True))


def tell_moves(came: Collection[int], left: Collection[int]) -> None:
    """Tell of people (ids) who have connected, or whose last connection is gone. Inside a transaction.

    Who is invisible, or hides their presence, does neither come nor go, nor leave a time behind.
    """
    seen = User.objects.filter(pk__in=[*came, *left], shows_presence=True).exclude(presence__status=Status.OFFLINE)
    moved = list(seen.order_by("pk").values_list("pk", flat=True))
    _note_last_seen([pk for pk in moved if pk in set(left)])
    for pk in moved:
        publish(PresenceChanged(user_id=pk), to=watchers(pk))


def tell_setting(person_id: int) -> None:
    """The person shows or hides their presence from now on: all who may see it while it is shown are told."""
    publish(PresenceChanged(user_id=person_id), to=tied(person_id))


def _note_last_seen(people: list[int]) -> None:
    """Keep the minute they were last here, in one statement for all, in key order; no second write in that minute."""
    minute = timezone.now().replace(second=0, microsecond=0)
    known = set(Presence.objects.filter(user__in=people, last_seen=minute).values_list("pk", flat=True))
    Presence.objects.bulk_create(
        [Presence(user_id=pk, last_seen=minute) for pk in people if pk not in known],
        update_conflicts=True,
        unique_fields=["user"],
        update_fields=["last_seen"],
    )
