"""What can be reported and moderated? Each feature registers its kinds of things, from above and below."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple, TypeVar

from django.db import models

from config.kernel.errors import Conflict
from realtime.events.subjects import visible
from social.accounts.models import User


class Thing(NamedTuple):
    """A thing as a moderator sees it: whose it is (None: nobody's alone), its words, and its page."""

    owner_id: int | None
    text: str
    is_hidden: bool = False
    page: str = ""


class Reportable(ABC):
    """A kind of thing; `model` is where it is stored. Register a subclass with `@reportable("comment")`."""

    model: type[models.Model]
    label: str
    hides = False

    @abstractmethod
    def is_seen(self, by: User, id: int) -> bool:
        """Whether `by` may see the thing now."""

    @abstractmethod
    def find(self, id: int, upto: datetime) -> Thing | None:
        """The thing, whoever may see it; of what goes on, no more than there was at `upto`. None if it is gone."""

    def set_hidden(self, id: int, by: User, *, hidden: bool) -> bool:
        """Hide it from everybody, or show it again; whether that changed anything. In the caller's transaction."""
        raise Conflict(f"A {self.label} cannot be hidden.", code="not_hideable")


KINDS: dict[str, Reportable] = {}
R = TypeVar("R", bound=type[Reportable])


def reportable(name: str) -> Callable[[R], R]:
    """Register a kind under the name that the API and the pages use."""

    def register(cls: R) -> R:
        KINDS[name] = cls()
        return cls

    return register


def sees_all(by: User, *subjects: str) -> bool:
    """Whether `by` may see all of these, as the live side checks them: "activity:42"."""
    return visible(subjects, by.pk).issuperset(subjects)


def label_of(kind: str) -> str:
    """What people call the kind; its name where nothing of that name is registered any more."""
    return KINDS[kind].label if kind in KINDS else kind
