"""How is a person suspended for a time, and let in again, by a moderator or by the clock?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from config.kernel.history import because
from realtime.events import Rule, publish
from social.accounts import services as accounts
from social.accounts.models import User
from social.moderation.models import Decision, DecisionQuerySet
from social.safety.events import SightChanged

LENGTHS = {"1": timedelta(days=1), "7": timedelta(days=7), "30": timedelta(days=30), "": None}
"""How long a suspension may last, by its days; the empty one is for good."""


def end_of(days: str, now: datetime) -> datetime | None:
    """When a suspension of so many days that begins now ends; None: never."""
    length = LENGTHS[days]
    return now + length if length else None


def suspend(decision: Decision, by: User) -> None:
    """Shut the decision's person out until its time; it takes the place of a suspension they are under.

    In the caller's transaction. Raises Forbidden for oneself, and for staff unless `by` is a superuser.
    """
    person = _locked(decision)
    _lift(Decision.objects.filter(person=person).exclude(pk=decision.pk).values_list("pk", flat=True))
    accounts.suspend(person, by=by)
    _tell_friends(person.pk)


def reinstate(decision: Decision, by: User) -> bool:
    """Let the decision's person in again; False where they were not shut out. In the caller's transaction."""
    person = _locked(decision)
    _lift(Decision.objects.filter(person=person).values_list("pk", flat=True))
    if person.is_active:
        return False
    accounts.restore(person, by=by)
    _tell_friends(person.pk)
    return True


def end_what_is_over() -> int:
    """End all suspensions whose time is over; of how many people. Who has closed their account meanwhile stays out."""
    over = Decision.objects.in_force().filter(until__lte=timezone.now())
    people = sorted(set(over.values_list("person", flat=True)))
    for person_id in people:
        with transaction.atomic(), because(ended="its time was over"):
            _end(person_id, over)
    return len(people)


def is_suspended(person_id: int) -> bool:
    """Whether a suspension shuts the person out now."""
    return Decision.objects.in_force().filter(person=person_id).exists()


def suspension_of(person_id: int) -> Decision | None:
    """The suspension that the person is under."""
    return Decision.objects.in_force().filter(person=person_id).order_by("-pk").first()


def _end(person_id: int, over: DecisionQuerySet) -> None:
    """The person's row is locked first, as whoever suspends does."""
    list(User.objects.select_for_update(no_key=True).filter(pk=person_id).values_list("pk"))
    _lift(over.filter(person=person_id).values_list("pk", flat=True))
    if is_suspended(person_id):
        return
    if User.objects.filter(pk=person_id, is_active=False, departure=None).update(is_active=True):
        _tell_friends(person_id)


def _locked(decision: Decision) -> User:
    return User.objects.select_for_update(no_key=True, of=("self",)).get(decisions_about=decision.pk)


def _lift(ids: Iterable[int]) -> None:
    Decision.objects.in_force().filter(pk__in=list(ids)).update(lifted_at=timezone.now())


def _tell_friends(person_id: int) -> None:
    """Whoever has something of the person on the screen reads it again."""
    publish(SightChanged(), to=Rule("followers", {"person_id": person_id}))
