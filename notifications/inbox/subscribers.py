"""Which events of others put a line into somebody's inbox, or take it out again?"""

from __future__ import annotations

from activities.engagement.events import ActivityLiked, Unliked
from activities.tracking.models import Activity
from notifications.inbox.models import Kind
from notifications.inbox.services import notify, take_back
from realtime.events import subscriber
from social.friendships.events import FriendAccepted, FriendRemoved, FriendRequested


@subscriber(FriendRequested)
def told_of_a_request(event: FriendRequested) -> None:
    """The addressee is told who asks."""
    if event.by_me:
        return
    asker = event.user
    notify(
        event.to_id,
        Kind.FRIEND_REQUEST,
        f"{asker.name} wants to be your friend",
        actor_id=asker.id,
        related_id=asker.id,
        about=event.subjects(),
    )


@subscriber(FriendAccepted)
def told_of_an_acceptance(event: FriendAccepted) -> None:
    """Who asked is told; the other's line of the request has done its work."""
    if event.asked_by_me:
        notify(
            event.to_id,
            Kind.FRIEND_ACCEPTED,
            f"{event.user.name} accepted your friend request",
            actor_id=event.user.id,
            related_id=event.user.id,
            about=event.subjects(),
        )
    else:
        take_back(event.to_id, Kind.FRIEND_REQUEST, actor_id=event.user.id, related_id=event.user.id)


@subscriber(FriendRemoved)
def requests_and_acceptances_are_taken_back(event: FriendRemoved) -> None:
    """A withdrawn or rejected request, or an ended friendship, leaves no line behind."""
    for kind in (Kind.FRIEND_REQUEST, Kind.FRIEND_ACCEPTED):
        take_back(event.to_id, kind, actor_id=event.user_id, related_id=event.user_id)


@subscriber(ActivityLiked)
def told_of_a_like(event: ActivityLiked) -> None:
    """The owner is told who likes what."""
    owner_id, title = Activity.objects.values_list("user_id", "title").get(pk=event.activity_id)
    notify(
        owner_id,
        Kind.LIKE,
        f"{event.user.name} likes {title}",
        actor_id=event.user.id,
        related_id=event.activity_id,
        about=event.subjects(),
    )


@subscriber(Unliked)
def a_like_is_taken_back(event: Unliked) -> None:
    """The line of a like that is no more."""
    take_back(event.owner_id, Kind.LIKE, actor_id=event.user_id, related_id=event.activity_id)
