"""How do ranks follow the values, and when are they final?"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from activities.challenges.events import ChallengeClosed, ChallengeUpdate, LeaderboardChange
from activities.challenges.leaderboard import rerank
from activities.challenges.models import Challenge, Participation
from realtime.events import People, Rule, publish


def settle_ranks(challenge_id: int) -> None:
    """Tell whoever has another rank than they were told, and those who watch the board. Nothing once it is final."""
    with transaction.atomic():
        challenge = _held(challenge_id)
        if challenge.closed_at is None:
            for moved in rerank(challenge_id):
                tell_person(challenge_id, moved.person_id)
            tell_board(challenge_id)


def close(challenge_id: int) -> None:
    """Make the ranks final once late uploads count no more. Too early, again, or after cancelling it does nothing."""
    with transaction.atomic():
        challenge = _held(challenge_id)
        if challenge.closed_at or challenge.cancelled_at or challenge.closes_at > timezone.now():
            return
        rerank(challenge_id)
        challenge.closed_at = timezone.now()
        challenge.save(update_fields=["closed_at"])
        standing = list(Participation.objects.present().filter(challenge=challenge).order_by("pk"))
        for row in standing:
            tell_person(challenge_id, row.user_id)
            publish(_result(challenge, row, len(standing)), to=None)
        tell_board(challenge_id)


def tell_everybody(challenge_id: int) -> None:
    """Tell each who takes part how the challenge stands."""
    with transaction.atomic():
        present = Participation.objects.present().filter(challenge=challenge_id)
        for person_id in present.order_by("pk").values_list("user", flat=True):
            tell_person(challenge_id, person_id)
        tell_board(challenge_id)


def tell_person(challenge_id: int, person_id: int) -> None:
    """Tell a person how they stand; read when it is sent."""
    publish(ChallengeUpdate(challenge_id=challenge_id, person_id=person_id), to=People.of(person_id))


def tell_board(challenge_id: int) -> None:
    """Tell the first of the board, and who watches it, that it has moved; read when it is sent."""
    publish(LeaderboardChange(challenge_id=challenge_id), to=Rule("challenge_front", {"challenge_id": challenge_id}))


def _held(challenge_id: int) -> Challenge:
    """The challenge, with every count of a value before or after us."""
    return Challenge.objects.select_for_update(no_key=True).get(pk=challenge_id)


def _result(challenge: Challenge, row: Participation, participants: int) -> ChallengeClosed:
    return ChallengeClosed(
        challenge_id=challenge.pk,
        person_id=row.user_id,
        title=challenge.title,
        rank=row.rank or participants,
        participants=participants,
    )
