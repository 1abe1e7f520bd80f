"""What is kept of whom a person keeps apart from, for themselves?"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F

from config.kernel.personal import Row, told
from social.safety.models import Block, Mute


@told("blocks")
def blocks(person_id: int) -> Iterable[Row]:
    """Whom the person blocks. By whom they are blocked is the others' to know."""
    rows = Block.objects.filter(blocker=person_id).order_by("pk")
    yield from rows.values("created_at", person=F("blocked__username"))


@told("mutes")
def mutes(person_id: int) -> Iterable[Row]:
    """Whom the person mutes."""
    rows = Mute.objects.filter(muter=person_id).order_by("pk")
    yield from rows.values("created_at", person=F("muted__username"))
