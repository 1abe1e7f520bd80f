"""Who is whose friend, and who has asked?"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from social.accounts.models import PersonQuerySet, User
from social.friendships.models import Follow, Friendship, FriendshipQuerySet, Status


def friends_of(person: User) -> PersonQuerySet:
    """The person's friends, by name."""
    theirs = Friendship.objects.accepted().filter(user=person.pk).values("friend")
    return User.objects.known_to(person).filter(pk__in=theirs).order_by("name", "username", "pk")


def friend_ids(person_id: int) -> list[int]:
    """Ids of the person's friends."""
    return list(Friendship.objects.accepted().filter(user=person_id).values_list("friend", flat=True))


def incoming_requests(person: User) -> FriendshipQuerySet:
    """Requests that wait for this person's answer, newest first, each with `user` loaded."""
    asked = Friendship.objects.pending().filter(friend=person.pk, user__in=User.objects.known_to(person))
    return asked.select_related("user").order_by("-created_at", "-pk")


def outgoing_requests(person: User) -> FriendshipQuerySet:
    """Requests of this person that wait for an answer, newest first, each with `friend` loaded."""
    asked = Friendship.objects.pending().filter(user=person.pk, friend__in=User.objects.known_to(person))
    return asked.select_related("friend").order_by("-created_at", "-pk")


def followers_of(person: User) -> PersonQuerySet:
    """Who follows the person, by name."""
    return _following(person, Follow.objects.filter(followed=person, status=Status.ACCEPTED).values("follower"))


def followed_by(person: User) -> PersonQuerySet:
    """Whom the person follows, by name."""
    return _following(person, Follow.objects.filter(follower=person, status=Status.ACCEPTED).values("followed"))


def asking_to_follow(person: User) -> PersonQuerySet:
    """Who waits to be let follow the person, by name."""
    return _following(person, Follow.objects.filter(followed=person, status=Status.PENDING).values("follower"))


def follow_state(viewer: User, other_id: int) -> str:
    """How `viewer` follows the other: accepted, pending or none. A rejection looks as if it waited."""
    held = Follow.objects.filter(follower=viewer, followed=other_id).values_list("status", flat=True).first()
    return "none" if held is None else "accepted" if held == Status.ACCEPTED else "pending"


def _following(person: User, ids: QuerySet[Follow, Any]) -> PersonQuerySet:
    return User.objects.known_to(person).filter(pk__in=ids).order_by("name", "username", "pk")


def relation(viewer: User, other_id: int) -> str:
    """How `viewer` stands to the other: self, friends, incoming, outgoing or none."""
    if viewer.pk == other_id:
        return "self"
    rows = Friendship.objects.between(viewer.pk, other_id).exclude(status=Status.REJECTED)
    for row in rows:
        if row.status == Status.ACCEPTED:
            return "friends"
        return "outgoing" if row.user_id == viewer.pk else "incoming"
    return "none"
