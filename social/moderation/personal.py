"""What is kept of reports and decisions, for the person they are of?"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F

from config.kernel.personal import Row, told
from social.moderation.models import Decision, Report


@told("reports")
def reports(person_id: int) -> Iterable[Row]:
    """What the person has reported. By whom they were reported is the others' to know."""
    rows = Report.objects.filter(reporter=person_id).order_by("pk")
    fields = ("reason", "note", "created_at")
    yield from rows.values(*fields, kind=F("case__kind"), object_id=F("case__object_id"), outcome=F("case__outcome"))


@told("decisions")
def decisions(person_id: int) -> Iterable[Row]:
    """What moderators decided about the person, and their answers."""
    rows = Decision.objects.told().filter(person=person_id).order_by("pk")
    fields = ("action", "rule", "reason", "kind", "object_id", "excerpt", "created_at", "until", "lifted_at")
    yield from rows.values(*fields, "answer", "answered_at")
