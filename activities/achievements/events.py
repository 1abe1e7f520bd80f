"""What can happen to somebody's achievements?"""

from __future__ import annotations

from typing import Any

from realtime.events import Event, event


@event("achievement_unlock", channel="notifications")
class AchievementUnlocked(Event, frozen=True):
    """The receiver (`to_id`) has earned a badge; `achievement` is what `achievements` of the API answers of it."""

    to_id: int
    achievement: dict[str, Any]
