"""How is a long list shown on a page? In parts, without ever counting the whole."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest

from config.kernel.errors import NotFound

LAST = 500

T = TypeVar("T")


class Part(NamedTuple, Generic[T]):
    """The rows of one part, and the numbers of its neighbours (None: there is none)."""

    rows: list[T]
    previous: int | None
    next: int | None


def part_of(request: HttpRequest, rows: QuerySet[T], size: int) -> Part[T]:  # type: ignore[type-var]
    """The part that `?page=` names, from 1. NotFound for what is no number from 1 to 500."""
    text = request.GET.get("page", "1")
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:5]) <= LAST):
        raise NotFound("There is no such page.")
    number = int(text)
    found = list(rows[(number - 1) * size : number * size + 1])
    more = len(found) > size and number < LAST
    return Part(found[:size], number - 1 if number > 1 else None, number + 1 if more else None)
