"""What is kept of a person's friendships and follows, for themselves?"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F

from config.kernel.personal import CHUNK, Row, told
from social.friendships.models import Follow, Friendship, RequestTally, Status


@told("friends")
def friends(person_id: int) -> Iterable[Row]:
    """Friends, and requests that the person has sent; of those that were refused they are not told."""
    rows = Friendship.objects.filter(user=person_id).exclude(status=Status.REJECTED).order_by("pk")
    yield from rows.values("status", "created_at", person=F("friend__username")).iterator(chunk_size=CHUNK)


@told("friend_requests")
def friend_requests(person_id: int) -> Iterable[Row]:
    """Requests that wait for the person, and those they have refused."""
    rows = Friendship.objects.filter(friend=person_id).exclude(status=Status.ACCEPTED).order_by("pk")
    yield from rows.values("status", "created_at", person=F("user__username")).iterator(chunk_size=CHUNK)


@told("following")
def following(person_id: int) -> Iterable[Row]:
    """Whom the person follows, or has asked to."""
    rows = Follow.objects.filter(follower=person_id).exclude(status=Status.REJECTED).order_by("pk")
    yield from rows.values("status", "created_at", person=F("followed__username")).iterator(chunk_size=CHUNK)


@told("followers")
def followers(person_id: int) -> Iterable[Row]:
    """Who follows the person, or has asked to."""
    rows = Follow.objects.filter(followed=person_id).order_by("pk")
    yield from rows.values("status", "created_at", person=F("follower__username")).iterator(chunk_size=CHUNK)


@told("friend_requests_a_day")
def tallies(person_id: int) -> Iterable[Row]:
    """How many requests were sent on which day."""
    yield from RequestTally.objects.filter(user=person_id).order_by("day").values("day", "sent")
