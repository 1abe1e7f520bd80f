"""How is a challenge made, changed, called off, and whom does it ask to come?"""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from activities.challenges import jobs
from activities.challenges.events import InvitationOver, Invited
from activities.challenges.models import Challenge, Circle, Invitation, Participation
from config.kernel.errors import Conflict, Forbidden, Invalid
from config.kernel.ratelimits import spend
from realtime.events import publish
from realtime.events.rights import check_rights_on
from social.accounts.cards import Person
from social.accounts.models import User
from social.friendships.models import Friendship

WORDS = frozenset({"title", "description"})
RULES = frozenset({"metric", "goal", "activity_types", "starts_at", "ends_at", "visibility"})
EARLIEST, LONGEST, FARTHEST = timedelta(days=1), timedelta(days=366), timedelta(days=366)
A_DAY = "20/d"


def create_challenge(by: User, **fields: Any) -> Challenge:
    """Set up a challenge of `by`, who takes part only by joining. The fields are validated by the edges.

    Raises Invalid for a window that is over, too long or too far away, RateLimited past the day's number.
    """
    challenge = Challenge(creator=by, **fields)
    _check_window(challenge)
    spend("challenge", by.pk, A_DAY)
    with transaction.atomic():
        challenge.save()
        jobs.close.enqueue_at(challenge.closes_at, challenge_id=challenge.pk)
    return challenge


def edit_challenge(challenge: Challenge, by: User, **changes: Any) -> Challenge:
    """Change a challenge of one's own: its words any time, its rules until it starts, then Conflict rules_frozen."""
    with transaction.atomic():
        mine = _own(challenge, by)
        if mine.cancelled_at is not None:
            raise Conflict("This challenge has been cancelled.", code="challenge_cancelled")
        rules = {name for name in RULES & changes.keys() if changes[name] != getattr(mine, name)}
        if rules and mine.has_started:
            frozen = {name: ["Frozen since the start."] for name in sorted(rules)}
            raise Conflict("A challenge keeps its rules once it has started.", code="rules_frozen", errors=frozen)
        for name in rules | (WORDS & changes.keys()):
            setattr(mine, name, changes[name])
        if rules:
            _check_window(mine)
        mine.save()
        if rules:
            _follow_the_rules(mine)
    return mine


def cancel_challenge(challenge: Challenge, by: User) -> None:
    """Call off a challenge of one's own that is not over. Again changes nothing."""
    with transaction.atomic():
        _call_off(_own(challenge, by))


def cancel_as_moderator(challenge: Challenge) -> None:
    """Call off anybody's challenge. The caller has checked the right, and records it."""
    with transaction.atomic():
        _call_off(_held(challenge))


def invite(challenge: Challenge, by: User, person_ids: Collection[int]) -> int:
    """Ask friends of the creator to take part; how many had not been asked. Raises Invalid unless all are friends."""
    with transaction.atomic():
        mine = _own(challenge, by)
        if mine.is_over:
            raise Conflict("This challenge is over.", code="challenge_over")
        wanted = set(person_ids)
        friends = Friendship.objects.accepted().filter(user=by.pk, friend__in=wanted & _known(by, wanted))
        if set(friends.values_list("friend", flat=True)) != wanted:
            raise Invalid("Only friends can be invited.", errors={"user_ids": ["Only friends can be invited."]})
        asked = set(Invitation.objects.filter(challenge=mine, person__in=wanted).values_list("person", flat=True))
        for person_id in sorted(wanted - asked):
            Invitation.objects.create(challenge=mine, person_id=person_id)
            told = Invited(challenge_id=mine.pk, person_id=person_id, by=Person.of(by), title=mine.title)
            publish(told, to=None)
    return len(wanted - asked)


def part_ways(creator_id: int, person_id: int) -> None:
    """Two are friends no more: the person's invitations, and their part in challenges among friends, end.

    Who ends a friendship has the sockets look again.
    """
    with transaction.atomic():
        invitations = Invitation.objects.filter(challenge__creator=creator_id, person=person_id)
        for challenge_id in sorted(invitations.values_list("challenge", flat=True)):
            over = InvitationOver(challenge_id=challenge_id, person_id=person_id, creator_id=creator_id)
            publish(over, to=None)
        invitations.delete()
        among_friends = Challenge.objects.open().filter(creator=creator_id, visibility=Circle.FRIENDS)
        theirs = Participation.objects.filter(user=person_id, left_at=None, challenge__in=among_friends)
        left = sorted(theirs.values_list("challenge", flat=True))
        theirs.update(left_at=timezone.now())
        for challenge_id in left:
            jobs.rank_soon(challenge_id)


def _known(by: User, wanted: set[int]) -> set[int]:
    return set(User.objects.known_to(by).filter(pk__in=wanted).values_list("pk", flat=True))


def _held(challenge: Challenge) -> Challenge:
    return Challenge.objects.select_for_update(no_key=True).get(pk=challenge.pk)


def _own(challenge: Challenge, by: User) -> Challenge:
    if challenge.creator_id != by.pk:
        raise Forbidden("Only its creator may change a challenge.")
    return _held(challenge)


def _call_off(challenge: Challenge) -> None:
    if challenge.cancelled_at is None:
        if challenge.is_over:
            raise Conflict("This challenge is over.", code="challenge_over")
        challenge.cancelled_at = timezone.now()
        challenge.save(update_fields=["cancelled_at"])
        jobs.tell.enqueue(challenge_id=challenge.pk)


def _check_window(challenge: Challenge) -> None:
    now, begin, end = timezone.now(), challenge.starts_at, challenge.ends_at
    if not now - EARLIEST <= begin <= now + FARTHEST:
        raise Invalid(errors={"starts_at": ["Between yesterday and a year from now."]})
    if not max(now, begin) < end <= begin + LONGEST:
        raise Invalid(errors={"ends_at": ["After the start and after now, at most 366 days after the start."]})


def _follow_the_rules(challenge: Challenge) -> None:
    """After the rules have changed: what is counted follows."""
    jobs.close.enqueue_at(challenge.closes_at, challenge_id=challenge.pk)
    people = Participation.objects.filter(challenge=challenge, left_at=None).values_list("user", flat=True)
    jobs.count.enqueue_many([{"person_id": person_id} for person_id in people])
    check_rights_on(f"challenge:{challenge.pk}")
