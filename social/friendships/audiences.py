"""Who is told of what a person does, by how they stand to each other? Rules that the relay works out."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from realtime.events import audience
from social.accounts.models import User
from social.friendships.models import Follow, Friendship, Status
from social.safety.models import Mute


@audience("friends")
def friends(person_id: int) -> Iterable[int]:
    """The person's friends, but those who have muted them."""
    tied = Friendship.objects.accepted().filter(friend=person_id).values("user")
    return _listening(person_id, User.objects.filter(pk__in=tied))


@audience("followers")
def followers(person_id: int) -> Iterable[int]:
    """The person's friends and followers, but those who have muted them."""
    tied = Friendship.objects.accepted().filter(friend=person_id).values("user")
    following = Follow.objects.filter(followed=person_id, status=Status.ACCEPTED).values("follower")
    return _listening(person_id, User.objects.filter(pk__in=tied.union(following)))


def _listening(person_id: int, people: QuerySet[User]) -> Iterable[int]:
    known = User.objects.known_to(person_id).filter(pk__in=people)
    return known.exclude(pk__in=Mute.objects.filter(muted=person_id).values("muter")).values_list("pk", flat=True)
