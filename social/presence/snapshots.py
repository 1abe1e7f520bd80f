"""Which friends are here when a client begins?"""

from __future__ import annotations

import msgspec

from config.kernel.features import is_enabled
from realtime.sockets.snapshots import snapshot
from social.accounts.cards import Person
from social.accounts.models import User
from social.friendships.selectors import friends_of
from social.presence.models import Status
from social.presence.selectors import shown, watched_by


class OnlineFriend(Person, frozen=True):
    """A friend who is here, and how they are shown."""

    status: str


@snapshot("friends_online")
def friends_online(person: User) -> list[OnlineFriend]:
    """Friends who are here and whose presence the person may see, by name; all others are offline."""
    if not is_enabled("friends", person):
        return []
    friends = list(friends_of(person).filter(pk__in=watched_by(person.pk)))
    found = shown(friend.pk for friend in friends)
    return [_told(friend, found[friend.pk].status) for friend in friends if found[friend.pk].status != Status.OFFLINE]


def _told(friend: User, status: str) -> OnlineFriend:
    return OnlineFriend(**msgspec.structs.asdict(Person.of(friend)), status=status)
