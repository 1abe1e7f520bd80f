"""Which events can an endpoint be told of? Each feature registers its own, with how it is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from social.accounts.models import User

Facts = Mapping[str, int]
Telling = Callable[[User, Facts], dict[str, Any] | None]


class Kind(NamedTuple):
    """A kind of event: what it says to people, the flag it depends on, and how it is told to a program."""

    name: str
    says: str
    feature: str | None
    tell: Telling


KINDS: dict[str, Kind] = {}


def kind(name: str, says: str, *, feature: str | None = None) -> Callable[[Telling], Telling]:
    """Register a kind of event under its name on the wire.

    The function is called when a delivery is sent. From the owner and the facts, ids that were noted when it happened,
    it gives what the owner may see of it now; None, or NotFound raised, if that is nothing: then nothing is sent.
    """

    def register(tell: Telling) -> Telling:
        if name in KINDS and KINDS[name].tell.__qualname__ != tell.__qualname__:
            raise ValueError(f"two webhook events are called {name}")
        KINDS[name] = Kind(name, says, feature, tell)
        return tell

    return register
