"""What if a right ends while somebody is connected? Their sockets and polls are told to look again."""

from __future__ import annotations

from collections.abc import Iterable

from realtime.events.audiences import People, Rule, audience
from realtime.events.event import Event, Lane, event
from realtime.events.publishing import publish
from realtime.sockets.watching import watchers_of


@event("rights_check", lane=Lane.EPHEMERAL)
class RightsCheck(Event, frozen=True):
    """A right of the receiver may have ended: their sockets drop the topics it was for. Never sent to a client."""


@audience("watchers")
def watchers(topic: str) -> Iterable[int]:
    """All who watch the topic, whether or not they still may."""
    return watchers_of([topic])[topic]


def check_rights_of(*people: int) -> None:
    """Have these people's connections look again at what they watch. Call it in the transaction that ends a right."""
    publish(RightsCheck(), to=People.of(*people))


def check_rights_on(topic: str) -> None:
    """The same for everybody who watches `topic`."""
    publish(RightsCheck(), to=Rule("watchers", {"topic": topic}))
