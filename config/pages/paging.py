"""How is a long list shown on a page? In parts, without ever counting the whole."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, NamedTuple, Protocol, TypeVar

from django.http import HttpRequest

from config.kernel.errors import NotFound

LAST = 500

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Rows(Protocol[T_co]):
    """What can be read in parts: a QuerySet, a board."""

    def __getitem__(self, part: slice, /) -> Iterable[T_co]:
        """Some of the rows."""


class Part(NamedTuple, Generic[T]):
    """The rows of one part, and the numbers of its neighbours (None: there is none)."""

    rows: list[T]
    previous: int | None
    next: int | None


def part_of(request: HttpRequest, rows: Rows[T], size: int) -> Part[T]:
    """The part that `?page=` names, from 1. NotFound for what is no number from 1 to 500."""
    number = number_in(request.GET.get("page", "1"))
    if number is None or not 1 <= number <= LAST:
        raise NotFound("There is no such page.")
    found = list(rows[(number - 1) * size : number * size + 1])
    more = len(found) > size and number < LAST
    return Part(found[:size], number - 1 if number > 1 else None, number + 1 if more else None)


def number_in(text: str | None) -> int | None:
    """The whole number that an address or a form names; None for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None
