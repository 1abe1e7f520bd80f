"""How does a moderator decide? One service under the queue, the lists and whatever comes: each decision is a row.

What a decision changes is recorded with its number by triggers, before and after: config/kernel/history.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from config.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from config.kernel.history import because
from realtime.events import publish
from social.accounts.models import User
from social.friendships.services import remove_friend
from social.moderation import suspending
from social.moderation.events import CaseSettled, DecisionMade
from social.moderation.jobs import end_suspensions
from social.moderation.kinds import KINDS, label_of
from social.moderation.models import MAX_EXCERPT, MAX_REASON, Action, Case, Decision, Outcome, Rule
from social.moderation.suspending import LENGTHS, end_of

PERSONAL = {Action.WARN, Action.SUSPEND, Action.REINSTATE}
SETTLING = {Action.DISMISS, Action.HIDE, Action.WARN, Action.SUSPEND, Action.END_FRIENDSHIP}
HEADLINES = {
    Action.HIDE: "A moderator has hidden your {label}",
    Action.RESTORE: "A moderator shows your {label} again",
    Action.WARN: "A moderator warns you about your {label}",
    Action.SUSPEND: "Your account was suspended",
    Action.REINSTATE: "Your account is open again",
    Action.END_FRIENDSHIP: "A moderator has ended a friendship of yours",
}


class Verdict(NamedTuple):
    """What is to be done and why. `days` is a key of LENGTHS; `friends` are the two whose friendship ends."""

    action: str
    reason: str
    rule: str = Rule.OTHER
    days: str = ""
    friends: tuple[int, int] | None = None


class Matter(NamedTuple):
    """What is decided on: a thing, and the person it is about, if that is one."""

    kind: str
    object_id: int
    person_id: int | None


def decide(matter: Matter, by: User, verdict: Verdict, case: Case | None = None) -> Decision:
    """Do it, record it, and tell the person. `by` has the permission: the edge has asked.

    Raises Invalid for a verdict that says too little, Forbidden in one's own matter, NotFound for what is gone,
    Conflict where there is nothing to change; then nothing is recorded.
    """
    _check(matter, by, verdict)
    with transaction.atomic():
        if case is not None:
            _settle(case, verdict.action)
        decision = _row(matter, by, verdict, case)
        with because(decision=decision.pk):
            _carry_out(decision, by, verdict)
    return decision


def decide_case(case: Case, by: User, verdict: Verdict) -> Decision:
    """The same on what was reported; its open reports are settled, and who reported it is told."""
    return decide(Matter(case.kind, case.object_id, case.owner_id), by, verdict, case)


def _check(matter: Matter, by: User, verdict: Verdict) -> None:
    errors = {}
    if not verdict.reason.strip() or len(verdict.reason) > MAX_REASON or "\x00" in verdict.reason:
        errors["reason"] = [f"Say why, in at most {MAX_REASON} characters."]
    if verdict.days not in LENGTHS:
        errors["days"] = ["1, 7 or 30 days, or for good."]
    if verdict.action == Action.END_FRIENDSHIP and verdict.friends is None:
        errors["friend"] = ["Whose friendship with the person is to end?"]
    if errors:
        raise Invalid(errors=errors)
    if verdict.action in PERSONAL and matter.person_id is None:
        raise Conflict("This is nobody's alone: decide on what one of them did.", code="nobody")
    if matter.person_id == by.pk:
        raise Forbidden("Nobody decides in their own matter.")


def _settle(case: Case, action: str) -> None:
    """The first decision on an open case settles it; later ones change its outcome no more."""
    if action not in SETTLING:
        return
    outcome = Outcome.DISMISSED if action == Action.DISMISS else Outcome.UPHELD
    settled = {"outcome": outcome, "settled_at": timezone.now()}
    if Case.objects.filter(pk=case.pk, outcome=Outcome.OPEN).update(**settled):
        publish(CaseSettled(case_id=case.pk), to=None)
    elif action == Action.DISMISS:
        raise Conflict("This was settled already.", code="settled")


def _row(matter: Matter, by: User, verdict: Verdict, case: Case | None) -> Decision:
    now = timezone.now()
    thing = KINDS[matter.kind].find(matter.object_id, now) if matter.kind in KINDS else None
    return Decision.objects.create(
        moderator=by,
        case=case,
        action=verdict.action,
        kind=matter.kind,
        object_id=matter.object_id,
        person_id=matter.person_id,
        rule=verdict.rule,
        reason=verdict.reason.strip(),
        excerpt=thing.text[:MAX_EXCERPT] if thing and thing.owner_id else "",
        until=end_of(verdict.days, now) if verdict.action == Action.SUSPEND else None,
    )


def _carry_out(decision: Decision, by: User, verdict: Verdict) -> None:
    """Who is suspended is told first: after it their inbox takes nothing any more."""
    is_told = decision.person_id is not None and verdict.action != Action.DISMISS
    is_first = verdict.action == Action.SUSPEND
    if is_told and is_first:
        _tell(decision)
    if not ACTS[Action(verdict.action)](decision, by, verdict):
        raise Conflict("There is nothing to change.", code="nothing_to_change")
    if is_told and not is_first:
        _tell(decision)


def _tell(decision: Decision) -> None:
    headline = HEADLINES[Action(decision.action)].format(label=label_of(decision.kind))
    told = DecisionMade(
        decision_id=decision.pk, person_id=decision.person_id or 0, headline=headline, reason=decision.reason
    )
    publish(told, to=None)


def _only_record(decision: Decision, by: User, verdict: Verdict) -> bool:
    return True


def _hide(decision: Decision, by: User, verdict: Verdict) -> bool:
    return KINDS[decision.kind].set_hidden(decision.object_id, by, hidden=True)


def _restore(decision: Decision, by: User, verdict: Verdict) -> bool:
    return KINDS[decision.kind].set_hidden(decision.object_id, by, hidden=False)


def _suspend(decision: Decision, by: User, verdict: Verdict) -> bool:
    suspending.suspend(decision, by)
    if decision.until:
        end_suspensions.enqueue_at(decision.until)
    return True


def _reinstate(decision: Decision, by: User, verdict: Verdict) -> bool:
    return suspending.reinstate(decision, by)


def _end_friendship(decision: Decision, by: User, verdict: Verdict) -> bool:
    one, other = verdict.friends or (0, 0)
    try:
        remove_friend(User.objects.get(pk=one), other)
    except NotFound:  # it ended meanwhile
        return False
    return True


ACTS: dict[Action, Callable[[Decision, User, Verdict], bool]] = {
    Action.DISMISS: _only_record,
    Action.HIDE: _hide,
    Action.RESTORE: _restore,
    Action.WARN: _only_record,
    Action.SUSPEND: _suspend,
    Action.REINSTATE: _reinstate,
    Action.END_FRIENDSHIP: _end_friendship,
}
