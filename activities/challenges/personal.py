"""What is kept of a person's challenges, for themselves?"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F

from activities.challenges.models import Challenge, Invitation, Participation
from config.kernel.personal import Row, told

RULES = ("id", "title", "description", "metric", "goal", "activity_types", "starts_at", "ends_at", "visibility")


@told("challenges")
def challenges(person_id: int) -> Iterable[Row]:
    """Those the person has created."""
    yield from Challenge.objects.filter(creator=person_id).order_by("pk").values(*RULES, "created_at", "cancelled_at")


@told("challenges_joined")
def challenges_joined(person_id: int) -> Iterable[Row]:
    """Those the person takes part in, or did, and how they stand."""
    rows = Participation.objects.filter(user=person_id).order_by("pk")
    own = ("challenge_id", "joined_at", "left_at", "value", "reached_at", "rank")
    yield from rows.values(*own, title=F("challenge__title"), metric=F("challenge__metric"), goal=F("challenge__goal"))


@told("challenge_invitations")
def invitations(person_id: int) -> Iterable[Row]:
    """To what the person was invited, and whom they have invited."""
    to_me = Invitation.objects.filter(person=person_id)
    by_me = Invitation.objects.filter(challenge__creator=person_id)
    fields = ("challenge_id", "created_at")
    yield from to_me.order_by("pk").values(*fields, "declined_at", by=F("challenge__creator__username"))
    yield from by_me.order_by("pk").values(*fields, to=F("person__username"))
