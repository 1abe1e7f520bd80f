"""What is kept of a person's log-ins, for themselves?"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F

from config.kernel.personal import Row, told
from social.log_ins.models import LogIn


@told("log_ins")
def log_ins(person_id: int) -> Iterable[Row]:
    """The log-ins that stand, without their key: it is a key."""
    rows = LogIn.objects.filter(person=person_id).order_by("pk")
    yield from rows.values("device", "created_at", "last_seen_at", expires_at=F("session__expire_date"))
