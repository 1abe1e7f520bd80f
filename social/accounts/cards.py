"""What may anybody who knows of a person see of them? The one allow-list, for answers and for frames."""

from __future__ import annotations

import msgspec

from social.accounts.models import User


class Person(msgspec.Struct, frozen=True):
    """A person as others see them in a list, a card or an event."""

    id: int
    username: str
    name: str
    avatar: str | None

    @classmethod
    def of(cls, user: User) -> Person:
        """The card of `user`."""
        return cls(id=user.pk, username=user.username, name=user.shown_name, avatar=user.avatar)
