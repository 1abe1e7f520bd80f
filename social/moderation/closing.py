"""What is a suspended person told who logs in? Why, until when, and where to answer; nobody else is told that."""

from __future__ import annotations

from social.accounts.closures import Closure, explains, reopens
from social.accounts.models import User
from social.moderation.answering import link_to
from social.moderation.suspending import end_what_is_over, suspension_of


@explains
def suspended(person: User) -> Closure | None:
    """The suspension that the person is under."""
    decision = suspension_of(person.pk)
    if decision is None:
        return None
    how_long = f"until {decision.until:%d %B %Y, %H:%M} (UTC)" if decision.until else "for good"
    message = f"This account is suspended {how_long}. {decision.reason}"
    return Closure("account_suspended", message, decision.until, link_to(decision))


reopens(end_what_is_over)
