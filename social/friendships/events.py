"""What can happen between two people?"""

from __future__ import annotations

from realtime.events import Event, event
from social.accounts.cards import Person


@event("friend_request", channel="notifications")
class FriendRequested(Event, frozen=True):
    """`user` asks the receiver (`to_id`) to be friends; or the receiver has asked `user`, on some device (`by_me`)."""

    to_id: int
    user: Person
    by_me: bool = False

    def subjects(self) -> tuple[str, ...]:
        return (f"person:{self.user.id}",)


@event("friend_accepted", channel="notifications")
class FriendAccepted(Event, frozen=True):
    """The receiver (`to_id`) and `user` are friends now; told to both. `asked_by_me`: the receiver had asked."""

    to_id: int
    user: Person
    asked_by_me: bool

    def subjects(self) -> tuple[str, ...]:
        return (f"person:{self.user.id}",)


@event("friend_removed", channel="notifications")
class FriendRemoved(Event, frozen=True):
    """Between the receiver (`to_id`) and `user_id` there is no friendship and no request any more."""

    to_id: int
    user_id: int
