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


@event("follow_request", channel="notifications")
class FollowRequested(Event, frozen=True):
    """`user` asks to follow the receiver (`to_id`), whose account is private."""

    to_id: int
    user: Person

    def subjects(self) -> tuple[str, ...]:
        return (f"person:{self.user.id}",)


@event("follow_started", channel="notifications")
class FollowStarted(Event, frozen=True):
    """`follower` follows `followed` now; told to both. The follower reads the feed again."""

    follower: Person
    followed: Person

    def subjects(self) -> tuple[str, ...]:
        return (f"person:{self.follower.id}", f"person:{self.followed.id}")


@event("follow_ended", channel="notifications")
class FollowEnded(Event, frozen=True):
    """`follower_id` follows `followed_id` no longer, or the request is over. The follower reads the feed again."""

    follower_id: int
    followed_id: int
