"""What of reactions goes into a person's take-out?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from config.kernel.personal import told
from reactions.models import Reaction


@told("reactions")
def reactions(person_id: int) -> Iterator[Mapping[str, Any]]:
    """What the person reacted to; of others only what the person is shown."""
    yield from Reaction.objects.filter(user=person_id).values("emoji", "activity_id")
