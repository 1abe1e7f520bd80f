"""What is kept of a person's achievements, for themselves?"""

from __future__ import annotations

from collections.abc import Iterable

from activities.achievements.models import Achievement
from config.kernel.personal import Row, told


@told("achievements")
def achievements(person_id: int) -> Iterable[Row]:
    """The badges, and when they were earned."""
    yield from Achievement.objects.filter(user=person_id).order_by("pk").values("key", "unlocked_at")
