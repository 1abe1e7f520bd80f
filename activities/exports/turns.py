"""How is it held that a person reads one table at a time? By a turn that ends by itself when it is not used."""

from __future__ import annotations

from django.core.cache import cache

from config.kernel.errors import RateLimited

IDLE_S = 60


class Turn:
    """A person's turn. Without Redis everybody has one."""

    def __init__(self, person_id: int) -> None:
        self.key = f"export-turn:{person_id}"

    def take(self) -> None:
        """Begin. Raises RateLimited (busy) while another is under way."""
        if not cache.add(self.key, 1, IDLE_S):
            raise RateLimited("One export at a time. Wait until the other has ended.", code="busy", retry_after_s=5)

    def keep(self) -> None:
        """Go on."""
        cache.set(self.key, 1, IDLE_S)

    def end(self) -> None:
        """Let the next one begin."""
        cache.delete(self.key)
