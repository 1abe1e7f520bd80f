"""How does each feature say what it keeps of a person: what they take away, and what goes with them?

Each feature has a module `personal.py` of such functions; the wiring runs them. Rows are plain values that JSON can
tell; people in them are user names, for numbers mean nothing elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, Protocol, TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.db.models.fields.files import FieldFile

Row = Mapping[str, Any]
CHUNK = 2000


class Attachment(NamedTuple):
    """A file of a take-out: its path within the archive, and where it lies."""

    path: str
    file: FieldFile


class Loading(Protocol):
    """An archive on its way into this Slipstream."""

    owner: Any
    """The person whose archive it is."""
    known: dict[tuple[str, Any], int]
    """What rows of the archive have become here: ("activity", its number there) → the number here."""

    def person(self, username: str) -> Any:
        """Who stands here for that person of the archive."""

    def read(self, path: str) -> bytes | None:
        """A file of the archive; None if it is not there."""


Tell = Callable[[int], Iterable[Row]]
Attach = Callable[[int], Iterable[Attachment]]
Load = Callable[[Loading, Iterable[Row]], int]
Part = Callable[[int], None]
TOLD: dict[str, Tell] = {}
ATTACHED: dict[str, Attach] = {}
LOADED: dict[str, Load] = {}
PARTING: dict[str, Part] = {}
F = TypeVar("F", bound=Callable[..., Any])


def told(name: str) -> Callable[[F], F]:
    """Register what a person is told of themselves: a function of their id that yields rows, for `<name>.jsonl`.

    All that is theirs, and of others only what they are shown anyway. Rows are read in chunks: there may be a million.
    """
    return _into(TOLD, name)


def attached(name: str) -> Callable[[F], F]:
    """Register a person's files: a function of their id that yields Attachments, below `<name>/`."""
    return _into(ATTACHED, name)


def loaded(name: str) -> Callable[[F], F]:
    """Register how the rows of `<name>.jsonl` come back; the function returns how many it took.

    The rows are from a file that anybody may have written: they are checked like any input, and nobody is told.
    """
    return _into(LOADED, name)


def parting(name: str) -> Callable[[F], F]:
    """Register what is done before a person's row is deleted: what a cascade would not do, or not in small steps.

    A function of their id, with transactions of its own. It may be broken off and begun again.
    """
    return _into(PARTING, name)


def _into(registry: dict[str, Any], name: str) -> Callable[[F], F]:
    def register(function: F) -> F:
        known = registry.setdefault(name, function)
        if (known.__module__, known.__qualname__) != (function.__module__, function.__qualname__):
            raise ImproperlyConfigured(f"{known.__module__} and {function.__module__} both register {name}.")
        return function

    return register
