"""Who may see whose presence, and what do they see?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists

from realtime.presence.leases import online
from social.accounts.models import PersonQuerySet, User
from social.friendships.models import Follow, Friendship
from social.friendships.models import Status as Standing
from social.presence.models import Presence, Status

COLUMNS = ("pk", "shows_presence", "is_active", "presence__status", "presence__last_seen")


class Shown(NamedTuple):
    """How a person is shown: a Status, and, of who is offline, the minute they were last here, if it is known."""

    user_id: int
    status: str
    last_seen: datetime | None


def watched_by(person_id: int) -> PersonQuerySet:
    """Those whose presence the person may see: friends and people they follow, not muted, who show it.

    Nobody, for who does not show their own. No block either way.
    """
    friends = Friendship.objects.accepted().filter(user=person_id).values("friend")
    followed = Follow.objects.filter(follower=person_id, status=Standing.ACCEPTED).values("followed")
    tied = User.objects.known_to(person_id).filter(pk__in=friends.union(followed), shows_presence=True)
    shows = User.objects.filter(pk=person_id, shows_presence=True)
    return tied.exclude(mutes_received__muter=person_id).filter(Exists(shows))


def watchers_of(person_id: int) -> PersonQuerySet:
    """Those who may see the person's presence if the person shows it."""
    friends = Friendship.objects.accepted().filter(user=person_id).values("friend")
    followers = Follow.objects.filter(followed=person_id, status=Standing.ACCEPTED).values("follower")
    tied = User.objects.known_to(person_id).filter(pk__in=friends.union(followers), shows_presence=True)
    return tied.exclude(mutes_made__muted=person_id)


def shown(people: Iterable[int]) -> dict[int, Shown]:
    """How each of these people is shown now to who may see it; two questions, one of them to Redis.

    Who shows nothing is offline since nobody knows when.
    """
    rows = list(User.objects.filter(pk__in=list(people)).select_related("presence").only(*COLUMNS))
    here = online(row.pk for row in rows)
    return {row.pk: _shown(row, row.pk in here) for row in rows}


def _shown(person: User, here: bool) -> Shown:
    kept: Presence | None = getattr(person, "presence", None)
    if not (person.shows_presence and person.is_active):
        return Shown(person.pk, Status.OFFLINE, None)
    status = kept.status if kept else Status.ONLINE
    if here and status != Status.OFFLINE:
        return Shown(person.pk, status, None)
    return Shown(person.pk, Status.OFFLINE, kept.last_seen if kept else None)


def presence_of(viewer: User, people: list[int]) -> list[Shown]:
    """The presence of those of `people` whom the viewer may see, and of the viewer, in the order asked."""
    seen = set(watched_by(viewer.pk).filter(pk__in=people).values_list("pk", flat=True)) | {viewer.pk}
    found = shown(pk for pk in people if pk in seen)
    return [found[pk] for pk in dict.fromkeys(people) if pk in found]


def chosen_by(person: User) -> str:
    """What the person chose to be shown as while connected."""
    return Presence.objects.filter(user=person).values_list("status", flat=True).first() or Status.ONLINE
