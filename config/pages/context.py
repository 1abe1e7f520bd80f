"""What does every page need? The person's features, unread count, requests and place in the live stream."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import msgspec
from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from activities.challenges.selectors import current_challenges
from config.kernel.features import features_of
from config.pages.unread import NOTHING, messages_for
from notifications.inbox.selectors import unread_count
from realtime.streams.position import Standing
from social.accounts.cards import Person
from social.accounts.models import User
from social.friendships.selectors import incoming_requests
from social.presence.models import Status
from social.presence.selectors import shown, watched_by

REQUESTS = 100  # as many are known to a page; beyond that it says 99+
FACES = 8
CHALLENGES = 3
WATCHED = 1000  # of so many people it is known whether they are here


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
    def messages(self) -> dict[str, Any]:
        """What is unread and muted of the person's conversations."""
        return messages_for(self.person) if self.features["messages"] else NOTHING

    @property
    def waiting(self) -> int:
        """How many notifications and messages are unread: the number at the title."""
        return self.unread + int(self.messages["total"])

    @cached_property
    def here(self) -> dict[int, str]:
        """How those are shown who are here now, as far as the person may see it; by id."""
        if not self.features["friends"]:
            return {}
        found = shown(watched_by(self.person.pk).values_list("pk", flat=True)[:WATCHED])
        return {pk: one.status for pk, one in found.items() if one.status != Status.OFFLINE}

    @cached_property
    def people_here(self) -> list[User]:
        """The first few of them by name, for the side of the page."""
        found = User.objects.filter(pk__in=self.here).order_by("name", "username", "pk")
        return list(found[:FACES]) if self.here else []

    @cached_property
    def challenges(self) -> list[Any]:
        """The challenges one takes part in that end next, for the side of the page."""
        return current_challenges(self.person, CHALLENGES) if self.features["challenges"] else []

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
            "messages": self.messages,
            "here": self.here,
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
