"""Which log-ins has this process noted lately? So most requests ask nothing of the database."""

from __future__ import annotations

import time

from social.log_ins.services import SEEN_EVERY

REMEMBERED = 10_000


class Noted:
    """Log-ins, by the key of their session, and when they were noted."""

    def __init__(self) -> None:
        self._at: dict[str, float] = {}

    def is_due(self, session_key: str) -> bool:
        """Whether it is time to note it again; if so, it counts as noted."""
        now = time.monotonic()
        if now - self._at.get(session_key, float("-inf")) < SEEN_EVERY.total_seconds():
            return False
        if len(self._at) >= REMEMBERED:
            self._at.clear()
        self._at[session_key] = now
        return True


noted = Noted()
