"""Who is told of a challenge, and may a person see it?"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Q

from activities.challenges.models import Challenge, Circle, Invitation, Participation
from realtime.events import audience, subject
from realtime.sockets.topics import topic
from social.accounts.models import User
from social.friendships.models import Friendship

FRONT = 100


@audience("challenge_fellows")
def fellows(challenge_id: int, person_id: int) -> Iterable[int]:
    """The person's friends who take part, and the creator; none who muted the person."""
    present = Participation.objects.present().filter(challenge=challenge_id).values("user")
    friends = Friendship.objects.accepted().filter(user=person_id, friend__in=present).values("friend")
    creator = Challenge.objects.filter(pk=challenge_id).values("creator")
    people = User.objects.known_to(person_id).filter(Q(pk__in=friends) | Q(pk__in=creator)).exclude(pk=person_id)
    return people.exclude(mutes_made__muted=person_id).values_list("pk", flat=True)


@audience("challenge_front")
def front(challenge_id: int) -> Iterable[int]:
    """The first of the board; whoever is further down watches the topic while they look at it."""
    rows = Participation.objects.present().filter(challenge=challenge_id)
    return rows.order_by("-value", "pk").values_list("user", flat=True)[:FRONT]


@subject("challenge")
def visible_challenges(ids: set[int], person_id: int) -> set[int]:
    """Those of `ids` that the person may see now."""
    rows = Challenge.objects.visible_to(User(pk=person_id)).filter(pk__in=ids)
    return set(rows.values_list("pk", flat=True))


def onlookers(people: Collection[int], challenge_id: int) -> set[int]:
    """Those of `people` who may see the challenge now: as `visible_to` says, for many people at once."""
    challenge = Challenge.objects.filter(pk=challenge_id, creator__is_active=True).first()
    if challenge is None:
        return set()
    taking_part = Participation.objects.present().filter(challenge=challenge).values("user")
    may = Q(pk=challenge.creator_id) | Q(pk__in=taking_part) | _circle(challenge)
    known = User.objects.known_to(challenge.creator_id).filter(may, pk__in=people)
    return set(known.values_list("pk", flat=True))


def _circle(challenge: Challenge) -> Q:
    if challenge.visibility == Circle.PUBLIC:
        return Q(is_active=True)
    if challenge.visibility == Circle.FRIENDS:
        friends = Friendship.objects.accepted().filter(user=challenge.creator_id)
        return Q(pk__in=friends.values("friend"))
    return Q(pk__in=Invitation.objects.filter(challenge=challenge).values("person"))


@topic("challenge", among=onlookers, feature="challenges")
def may_watch(person_id: int, challenge_id: int) -> bool:
    """Whether the person may see the challenge."""
    return bool(visible_challenges({challenge_id}, person_id))
