"""How does the schedule notice that time has passed? It looks every few seconds, in every worker that keeps it."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress

from django.db import Error as DatabaseError

from config.kernel.concurrency import db_call
from config.kernel.jobs.schedule import tick

log = logging.getLogger(__name__)
LOOK_S = 5.0


async def keep_schedule(stop: asyncio.Event) -> None:
    """Enqueue what is due until stopped; a database that is away is waited for, and nothing is missed by it."""
    while not stop.is_set():
        try:
            await db_call(tick)()
        except DatabaseError as fault:
            log.warning("schedule: %s", type(fault).__name__)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), LOOK_S)
