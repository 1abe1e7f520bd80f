"""How is a thing reported? Once a person and thing, while it is open; whoever may not see it cannot."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from config.kernel.errors import Invalid, NotFound
from config.kernel.ratelimits import spend
from social.accounts.models import User
from social.moderation.kinds import KINDS, Thing
from social.moderation.models import MAX_NOTE, Case, Outcome, Report, Rule
from social.safety.services import block_person

RATE = "20/h"


def report(
    by: User, kind: str, object_id: int, reason: str, note: str = "", *, block: bool = False
) -> tuple[Report, bool]:
    """Report a thing; with `block` its owner is blocked too. The report, and whether it is new.

    Again, while the first is open, changes nothing of it. Raises Invalid for what cannot be reported so, NotFound for
    what `by` may not see, RateLimited past 20 new ones an hour.
    """
    _check(kind, reason, note)
    mine = _open_report(by, kind, object_id)
    if mine is not None:
        _block(by, mine.case.owner_id if block else None)
        return mine, False
    thing = visible_thing(by, kind, object_id)
    spend("report", by.pk, RATE)
    with transaction.atomic():
        case = _open_case(kind, object_id, thing)
        told, is_new = Report.objects.get_or_create(
            case=case, reporter=by, defaults={"reason": reason, "note": note.strip()}
        )
        _block(by, thing.owner_id if block else None)
    return told, is_new


def visible_thing(by: User, kind: str, object_id: int) -> Thing:
    """The thing, if `by` may see and report it. Raises NotFound, and Invalid for what is one's own."""
    sort = KINDS.get(kind)
    thing = sort.find(object_id, timezone.now()) if sort and sort.is_seen(by, object_id) else None
    if thing is None:
        raise NotFound("There is no such thing.")
    if thing.owner_id == by.pk:
        raise Invalid("You cannot report what is your own.", code="own")
    return thing


def _check(kind: str, reason: str, note: str) -> None:
    errors = {}
    if kind not in KINDS:
        errors["kind"] = [f"One of {', '.join(sorted(KINDS))}."]
    if reason not in Rule.values:
        errors["reason"] = [f"One of {', '.join(Rule.values)}."]
    if len(note) > MAX_NOTE or "\x00" in note:
        errors["note"] = [f"At most {MAX_NOTE} characters."]
    if errors:
        raise Invalid(errors=errors)


def _open_report(by: User, kind: str, object_id: int) -> Report | None:
    rows = Report.objects.filter(reporter=by, case__kind=kind, case__object_id=object_id, case__outcome=Outcome.OPEN)
    return rows.select_related("case").first()


def _open_case(kind: str, object_id: int, thing: Thing) -> Case:
    """The open case of the thing, its row locked: it is not settled before this report is in it."""
    while True:
        case, _ = Case.objects.get_or_create(
            kind=kind, object_id=object_id, outcome=Outcome.OPEN, defaults={"owner_id": thing.owner_id}
        )
        if Case.objects.filter(pk=case.pk, outcome=Outcome.OPEN).update(reported_at=timezone.now()):
            return case


def _block(by: User, owner_id: int | None) -> None:
    if owner_id is not None:
        block_person(by, owner_id)
