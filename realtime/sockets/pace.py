"""Does a client send too much? Counted a second, and by how many of them in a row."""

from __future__ import annotations

import time

MESSAGES_A_SECOND, SECONDS_OF_IT, MALFORMED = 100, 3, 3


class Pace:
    """The rate of one connection."""

    __slots__ = ("_count", "_malformed", "_over", "_second")

    def __init__(self) -> None:
        self._second, self._count, self._over, self._malformed = 0, 0, 0, 0

    def may_send(self) -> bool:
        """Count one message; False past the limit of this second."""
        now = int(time.monotonic())
        if now != self._second:
            self._over = self._over + 1 if self._count > MESSAGES_A_SECOND and now == self._second + 1 else 0
            self._second, self._count = now, 0
        self._count += 1
        return self._count <= MESSAGES_A_SECOND

    def too_long(self) -> bool:
        """Whether it has been too much for seconds on end."""
        return self._over >= SECONDS_OF_IT - 1

    def malformed(self) -> bool:
        """Count one malformed frame; whether that is enough to close."""
        self._malformed += 1
        return self._malformed >= MALFORMED
