"""Events that exist for the tests only."""

from __future__ import annotations

from typing import ClassVar, Self

from realtime.events import Event, Lane, audience, event, subject


@event("test_happened", channel="tests")
class Happened(Event, frozen=True):
    """Something happened, and it has a number."""

    number: int
    about: tuple[str, ...] = ()

    def subjects(self) -> tuple[str, ...]:
        return self.about


@event("test_value", lane=Lane.LATEST)
class Value(Event, frozen=True):
    """A value, of which only the latest counts."""

    name: str
    value: int = 0

    truth: ClassVar[dict[str, int]] = {}

    def key(self) -> str:
        return f"value:{self.name}"

    def refreshed(self) -> Self | None:
        return type(self)(name=self.name, value=self.truth[self.name]) if self.name in self.truth else None


HIDDEN: set[int] = set()


@subject("test")
def seen(ids: set[int], person_id: int) -> set[int]:
    """Everything but what a test has hidden."""
    return ids - HIDDEN


@audience("test_broken")
def broken() -> list[int]:
    """A rule with a fault."""
    raise ZeroDivisionError("this rule is broken")
