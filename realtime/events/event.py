"""What is an event? A frozen, typed record of something that has happened, as it goes over the wire."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import ClassVar, Self, TypeVar

import msgspec

EVENTS: dict[str, type[Event]] = {}


class Lane(IntEnum):
    """How an event travels. The lanes are never mixed."""

    LOG = 0
    """Numbered, kept, delivered in order: notifications, messages, friends' activity."""
    LATEST = 1
    """Numbered too, but a newer one with the same key replaces the older, at most one a second: counts."""
    EPHEMERAL = 2
    """Told to who is connected now, never kept: typing, presence."""


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all events: ids and plain values, the payload of a frame.

    Register a subclass with `@event("its_type")`; its fields become the payload.
    """

    type: ClassVar[str]
    lane: ClassVar[Lane]
    channel: ClassVar[str | None]
    feature: ClassVar[str | None]

    def subjects(self) -> tuple[str, ...]:
        """What it tells of, as "activity:42": whoever may no longer see one of these is not shown the event."""
        return ()

    def topic(self) -> str | None:
        """What one may watch to be told of it too, as "activity:42"; who watches and may is added to the audience."""
        return None

    def key(self) -> str:
        """On the latest lane: what the newest replaces, as "activity:42"."""
        return ""

    def refreshed(self) -> Self | None:
        """On the latest lane: the event as it is true now, after every commit; None if there is nothing to tell."""
        return self


E = TypeVar("E", bound=type[Event])


def event(
    name: str, *, lane: Lane = Lane.LOG, channel: str | None = None, feature: str | None = None
) -> Callable[[E], E]:
    """Register an event class under its type on the wire; the name is taken once.

    Whoever has not got `feature`, the flag it belongs to, is not told.
    """

    def register(cls: E) -> E:
        if name in EVENTS and EVENTS[name].__qualname__ != cls.__qualname__:
            raise ValueError(f"two events are called {name}")
        cls.type, cls.lane, cls.channel, cls.feature = name, lane, channel, feature
        EVENTS[name] = cls
        return cls

    return register
