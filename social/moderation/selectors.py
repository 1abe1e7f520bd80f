"""What may a person know of reports and decisions, and what does a moderator read of a matter?"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import Count, QuerySet

from social.accounts.models import User
from social.moderation.kinds import KINDS
from social.moderation.models import Case, Decision, DecisionQuerySet, Outcome, Report


class Change(NamedTuple):
    """One value that a decision changed."""

    of: str
    field: str
    before: Any
    after: Any


def reports_of(person: User) -> QuerySet[Report]:
    """What the person has reported, newest first, `case` loaded."""
    return Report.objects.filter(reporter=person).select_related("case").order_by("-pk")


def decisions_about(person: User) -> DecisionQuerySet:
    """What moderators decided about the person and told them, newest first."""
    return Decision.objects.told().filter(person=person).order_by("-pk")


def decisions_on(kind: str, object_id: int) -> DecisionQuerySet:
    """All decisions on a thing, newest first, for staff alone."""
    return Decision.objects.filter(kind=kind, object_id=object_id).select_related("moderator").order_by("-pk")


def history_of(person_id: int | None) -> DecisionQuerySet:
    """All decisions about a person, newest first, for staff alone."""
    rows = Decision.objects.filter(person=person_id) if person_id else Decision.objects.none()
    return rows.select_related("moderator").order_by("-pk")


def outcomes_about(person_id: int | None) -> dict[str, int]:
    """How many things of the person were reported, by what came of it, for staff alone."""
    rows = Case.objects.filter(owner=person_id) if person_id else Case.objects.none()
    return dict(rows.order_by().values_list("outcome").annotate(Count("pk")))


def reported_ids(kind: str) -> QuerySet[Any, int]:
    """Ids of the things of a kind that have an open report: nothing of them is deleted for good meanwhile."""
    return Case.objects.filter(kind=kind, outcome=Outcome.OPEN).values_list("object_id", flat=True)


def changes_by(decision: Decision) -> list[Change]:
    """What the decision changed, value by value; four queries at the most, for staff alone."""
    found = _ended_friendships(decision)
    if decision.kind in KINDS and hasattr(KINDS[decision.kind].model, "record"):
        found += _changes(KINDS[decision.kind].model, decision.object_id, decision.pk)
    if decision.kind != "person" and decision.person_id:
        found += _changes(User, decision.person_id, decision.pk)
    return found


def _changes(model: Any, pk: int, decision_id: int) -> list[Change]:
    rows = list(_records(model).filter(pgh_obj=pk, pgh_context__decision=decision_id).order_by("pk"))
    fields = [field.name for field in _records(model).model._meta.fields if not field.name.startswith("pgh_")]
    name = str(model._meta.verbose_name)
    befores = [row for row in rows if row.pgh_label == "before"]
    afters = [row for row in rows if row.pgh_label == "after"]
    return [
        Change(f"{name} {pk}", field, _plain(getattr(before, field)), _plain(getattr(after, field)))
        for before, after in zip(befores, afters, strict=True)
        for field in fields
    ]


def _ended_friendships(decision: Decision) -> list[Change]:
    rows = apps.get_model("social", "FriendshipRecord").objects.filter(pgh_context__decision=decision.pk)
    return [
        Change(f"friendship of {row.user} and {row.friend}", "status", row.status, None)
        for row in rows.select_related("user", "friend").order_by("pk")
    ]


def _records(model: Any) -> Any:
    return model._meta.get_field("record").related_model.objects


def _plain(value: Any) -> Any:
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value
