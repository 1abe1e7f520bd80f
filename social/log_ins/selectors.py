"""From where is a person signed in?"""

from __future__ import annotations

from social.accounts.models import User
from social.log_ins.models import LogIn, LogInQuerySet


def log_ins_of(person: User) -> LogInQuerySet:
    """The person's log-ins that stand, the one used last first, each with its session."""
    rows: LogInQuerySet = LogIn.objects.filter(person=person)  # type: ignore[assignment]
    return rows.standing().select_related("session").order_by("-last_seen_at", "-pk")
