"""What does every page need? The person's features, unread count, requests and place in the live stream."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import msgspec
from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from config.kernel.features import features_of
from notifications.inbox.selectors import unread_count
from realtime.streams.position import Standing
from social.accounts.cards import Person
from social.accounts.models import User
from social.friendships.selectors import friends_of, incoming_requests
from social.presence.selectors import presence_of

REQUESTS = 100  # as many are known to a page; beyond that it says 99+
FACES = 8


class Frame:
    """What surrounds the page of a signed-in person. Each part is read once, when a template asks for it."""

    def __init__(self, person: User, standing: Standing | None = None) -> None:
        """`standing` is read before anything else of the page, so that what happens after it is replayed."""
        self.person, self.standing = person, standing

    @cached_property
    def features(self) -> dict[str, bool]:
        """Which features the person has."""
        return features_of(self.person)

    @cached_property
    def unread(self) -> int:
        """How many notifications are unread."""
        return unread_count(self.person)

    @cached_property
    def requests(self) -> list[User]:
        """Who waits for an answer, newest first."""
        if not self.features["friends"]:
            return []
        return [request.user for request in incoming_requests(self.person)[:REQUESTS]]

    @cached_property
    def friends(self) -> list[User]:
        """The first few friends, for the side of the page; each with `shown_as`, where the person may see it."""
        if not self.features["friends"]:
            return []
        friends = list(friends_of(self.person)[:FACES])
        shown = {row.user_id: row.status for row in presence_of(self.person, [friend.pk for friend in friends])}
        for friend in friends:
            friend.shown_as = shown.get(friend.pk, "")  # type: ignore[attr-defined]
        return friends

    @property
    def for_modules(self) -> dict[str, Any]:
        """What the modules in the browser start from."""
        standing = self.standing
        return {
            "position": {"epoch": standing.epoch, "seq": standing.top} if standing else None,
            "me": msgspec.to_builtins(Person.of(self.person)),
            "units": self.person.units,
            "timeZone": self.person.time_zone,
            "features": self.features,
            "unread": self.unread,
            "requests": [person.pk for person in self.requests],
            "csrfCookie": settings.CSRF_COOKIE_NAME,
        }


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context processor of our pages. Asks nothing, not even who it is, before a template does.

    So an error page can be told while the database is away.
    """
    around = SimpleLazyObject(lambda: getattr(request, "frame", None) or Frame(request.user))  # type: ignore[arg-type]
    return {"frame": around, "features": _Later(around)}


class _Later:
    """`features.likes` in a template, read from the frame when it is asked for."""

    def __init__(self, around: Any) -> None:
        self.around = around

    def __getitem__(self, name: str) -> bool:
        return bool(self.around.features[name])
