"""Who is told of an event? Named people, or a rule that is worked out when the event is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

Resolver = Callable[..., Iterable[int]]
RULES: dict[str, Resolver] = {}


class People(msgspec.Struct, frozen=True, tag="people"):
    """These people, by id. For a handful; a crowd is a rule."""

    ids: tuple[int, ...]

    @classmethod
    def of(cls, *ids: int) -> People:
        """The people with these ids, each once."""
        return cls(tuple(dict.fromkeys(ids)))

    def resolve(self) -> list[int]:
        """Their ids."""
        return list(self.ids)


class Rule(msgspec.Struct, frozen=True, tag="rule"):
    """Whoever the rule `name` gives for `args` at the moment of sending.

    So a request does no work per recipient, and who lost the right meanwhile is not told.
    """

    name: str
    args: Mapping[str, Any]

    def resolve(self) -> list[int]:
        """Their ids, now, each once."""
        return list(dict.fromkeys(RULES[self.name](**self.args)))


Audience = People | Rule


def audience(name: str) -> Callable[[Resolver], Resolver]:
    """Register a rule: a function of ids and plain values that gives the ids of people."""

    def register(resolver: Resolver) -> Resolver:
        RULES[name] = resolver
        return resolver

    return register
