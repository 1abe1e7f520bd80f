"""How does a person come to take part in a challenge, and leave it?"""

from __future__ import annotations

from django.utils import timezone

from activities.challenges import jobs
from activities.challenges.counting import of_person
from activities.challenges.events import ChallengeJoined, InvitationOver
from activities.challenges.models import Challenge, Invitation, Participation
from activities.challenges.ranking import tell_person
from config.kernel.errors import Conflict, NotFound
from realtime.events import Rule, publish
from realtime.events.rights import check_rights_of
from social.accounts.cards import Person
from social.accounts.models import User

MOST = 100


def join_challenge(challenge: Challenge, by: User) -> None:
    """Take part in a challenge the caller has found visible to `by`, counted from its start. Again changes nothing.

    Raises Conflict: challenge_over; too_many_challenges where one takes part in MOST that still count.
    """
    with of_person(by.pk):
        challenge.refresh_from_db()
        if challenge.is_over:
            raise Conflict("This challenge is over.", code="challenge_over")
        if Participation.objects.filter(challenge=challenge, user=by, left_at=None).exists():
            return
        if Challenge.objects.open().joined_by(by).count() >= MOST:
            raise Conflict(f"You take part in {MOST} challenges. Leave one first.", code="too_many_challenges")
        again = {"joined_at": timezone.now(), "left_at": None, "rank": None}
        Participation.objects.update_or_create(challenge=challenge, user=by, defaults=again)
        jobs.count(person_id=by.pk)
        _announce(challenge, by)


def leave_challenge(challenge_id: int, by: User) -> None:
    """Take part no longer; allowed whoever blocked whom, until the ranks are final. NotFound without a part in it."""
    with of_person(by.pk):
        mine = Participation.objects.select_related("challenge").filter(challenge=challenge_id, user=by).first()
        if mine is None:
            raise NotFound("There is no such challenge.")
        if mine.challenge.closed_at is not None:
            raise Conflict("The ranks of this challenge are final.", code="challenge_over")
        if Participation.objects.filter(pk=mine.pk, left_at=None).update(left_at=timezone.now()):
            tell_person(challenge_id, by.pk)
            jobs.rank_soon(challenge_id)
            check_rights_of(by.pk)


def decline(challenge: Challenge, by: User) -> None:
    """Take an invitation off one's list; one may still join. NotFound without one."""
    with of_person(by.pk):
        mine = Invitation.objects.filter(challenge=challenge, person=by)
        if not mine.exists():
            raise NotFound("You are not invited.", code="no_invitation")
        mine.filter(declined_at=None).update(declined_at=timezone.now())
        _invitation_over(challenge, by)


def _announce(challenge: Challenge, by: User) -> None:
    participants = Participation.objects.present().filter(challenge=challenge).count()
    joined = ChallengeJoined(challenge_id=challenge.pk, user=Person.of(by), participants=participants)
    publish(joined, to=Rule("challenge_fellows", {"challenge_id": challenge.pk, "person_id": by.pk}))
    tell_person(challenge.pk, by.pk)
    jobs.rank_soon(challenge.pk)
    _invitation_over(challenge, by)


def _invitation_over(challenge: Challenge, by: User) -> None:
    over = InvitationOver(challenge_id=challenge.pk, person_id=by.pk, creator_id=challenge.creator_id)
    publish(over, to=None)
