"""Who has come, and who has gone? Looked at by one worker, so that nobody's disconnect handler is needed.

Redis keeps who is due to be looked at, and when: a connection puts its person there at once, its end for when the
grace is over, a crashed process all of its own. So a sweep costs what has changed and not what is there, and is
bounded: a thousand people who come at once are told over some seconds, and nothing else waits long for them. A change
stays due until it has been published: a worker that dies in between, or two of them, repeat it at worst.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from contextlib import suppress

from django.db import Error as DatabaseError
from django.db import transaction
from redis.exceptions import RedisError

from config.kernel.concurrency import db_call
from realtime.events import publish
from realtime.presence import scripting
from realtime.presence.events import PeopleMoved
from realtime.streams import connection
from realtime.streams.position import key

log = logging.getLogger(__name__)
SWEEP_S, LEAD_MS = 0.5, 3000
LOOKS, CHANGES = 500, 50  # a sweep


class Sweeper:
    """Sweeps until `stop` is set. Several may run: one leads, the others wait for its lease to end."""

    def __init__(self, stop: asyncio.Event) -> None:
        self.stop, self.token = stop, connection.word()

    async def run(self) -> None:
        """Sweep twice a second; any fault of the stores is waited out."""
        while not self.stop.is_set():
            try:
                await self.sweep()
            except (RedisError, DatabaseError, OSError) as fault:
                log.warning("presence: %s: %s", type(fault).__name__, fault)
            except Exception:  # whatever a subscriber does wrong, the relay beside us goes on
                log.exception("presence cannot be told")
            with suppress(TimeoutError):
                await asyncio.wait_for(self.stop.wait(), SWEEP_S)

    async def sweep(self) -> int:
        """Publish what has changed, at most CHANGES; how many there were. Raises RedisError, django.db.Error."""
        keys = [key("presence", "sweeper"), key("presence", "dead"), scripting.due(), scripting.shown()]
        beginnings = (scripting.person_hash(""), scripting.held_by(""))
        rows = await scripting.run("sweep", keys, self.token, LEAD_MS, *beginnings, LOOKS, CHANGES)
        changes = [(int(person), int(here), score.decode()) for person, here, score in rows or ()]
        if changes:
            await db_call(_tell)(changes)
            told = [value for change in changes for value in change]
            await scripting.run("settle", [scripting.due(), scripting.shown()], scripting.person_hash(""), *told)
        return len(changes)


def _tell(changes: Iterable[tuple[int, int, str]]) -> None:
    came = tuple(sorted(person for person, here, _ in changes if here))
    left = tuple(sorted(person for person, here, _ in changes if not here))
    with transaction.atomic():
        publish(PeopleMoved(came=came, left=left), to=None)
