"""Whom might a person know? People with whom they share friends."""

from __future__ import annotations

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from social.accounts.models import PersonQuerySet, User
from social.friendships.models import Friendship
from social.safety.models import Mute

MOST = 100


def mutual_friends_of(person: User, other_id: int) -> int:
    """How many friends the two share, whom `person` may know of."""
    mine = Friendship.objects.accepted().filter(user=person.pk).values("friend")
    theirs = Friendship.objects.accepted().filter(user=other_id).values("friend")
    return User.objects.known_to(person).filter(pk__in=mine).filter(pk__in=theirs).count()


def suggested_to(person: User) -> PersonQuerySet:
    """People who are no friends of `person`, most friends in common first, each with `mutual_friends`; at most 100.

    Nobody with whom there is, or was, a request either way, nobody muted, and of each only the number is told.
    """
    mine = Friendship.objects.accepted().filter(user=person.pk).values("friend")
    tied = Friendship.objects.filter(Q(user=person.pk) | Q(friend=person.pk))
    people = User.objects.known_to(person).exclude(pk=person.pk)
    people = people.exclude(pk__in=tied.values("friend")).exclude(pk__in=tied.values("user"))
    people = people.exclude(pk__in=Mute.objects.filter(muter=person).values("muted"))
    known = User.objects.known_to(person)
    shared = (
        Friendship.objects.accepted()
        .filter(user=OuterRef("pk"), friend__in=mine)
        .filter(friend__in=known)
        .order_by()
        .values("user")
        .annotate(number=Count("*"))
        .values("number")
    )
    counted: QuerySet[User] = people.filter(friendships__friend__in=mine, friendships__status="accepted").distinct()
    counted = counted.annotate(mutual_friends=Coalesce(Subquery(shared, output_field=IntegerField()), 0))
    return counted.filter(mutual_friends__gt=0).order_by(F("mutual_friends").desc(), "username")[:MOST]  # type: ignore[return-value]
