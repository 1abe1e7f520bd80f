"""Which challenges may a person read, and how do they stand in them?"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from activities.challenges.leaderboard import number_taking_part, with_rank
from activities.challenges.models import Challenge, ChallengeQuerySet, Invitation, Participation
from config.kernel.errors import NotFound
from social.accounts.models import User

Narrowing = Callable[[ChallengeQuerySet, User], ChallengeQuerySet]
FILTERS: dict[str, Narrowing] = {
    "active": lambda rows, _: rows.active(),
    "upcoming": lambda rows, _: rows.upcoming(),
    "ended": lambda rows, _: rows.ended(),
    "mine": lambda rows, person: rows.joined_by(person) | rows.filter(creator=person.pk),
}


def challenges_for(viewer: User, which: str = "") -> QuerySet[Challenge]:
    """Challenges the viewer may see, the latest start first, as they stand in them; `which` is one of FILTERS."""
    rows = Challenge.objects.visible_to(viewer)
    if which:
        rows = FILTERS[which](rows, viewer)
    return _described(rows, viewer).order_by("-starts_at", "-pk")


def challenge_for(viewer: User, challenge_id: int) -> Challenge:
    """The challenge, if the viewer may see it; NotFound otherwise, whatever the reason."""
    challenge = _described(Challenge.objects.visible_to(viewer), viewer).filter(pk=challenge_id).first()
    if challenge is None:
        raise NotFound("There is no such challenge.")
    return challenge


def current_challenges(person: User, most: int) -> list[Challenge]:
    """Those the person takes part in that are not over, the next to end first."""
    rows = Challenge.objects.visible_to(person).joined_by(person).not_over()
    return list(_described(rows, person).order_by("ends_at", "pk")[:most])


def _described(rows: ChallengeQuerySet, viewer: User) -> QuerySet[Challenge]:
    """Adds the creator, `participants`, `invited`, and `mine`: a list with the viewer's part in it, if any."""
    asked = Invitation.objects.filter(challenge=OuterRef("pk"), person=viewer.pk, declined_at=None)
    mine = with_rank(Participation.objects.present().filter(user=viewer.pk))
    return (
        rows.select_related("creator")
        .annotate(participants=number_taking_part(), invited=Exists(asked))
        .prefetch_related(Prefetch("participations", queryset=mine, to_attr="mine"))
    )
