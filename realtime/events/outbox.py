"""Which events wait, and who may relay them? One connection that listens, reads and holds the relay's lock."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple, Self

import psycopg
from django.conf import settings

from realtime.events.publishing import NOTIFY_CHANNEL

LOCK = 0x736C6970  # "slip": the advisory lock that only one relay holds
BATCH = 100


class Waiting(NamedTuple):
    """A row of the outbox."""

    id: int
    event_id: str
    type: str
    lane: int
    key: str
    subjects: str
    topic: str
    audience: str
    payload: str
    created_at: datetime


SELECT = """
    SELECT id, event_id::text, type, lane, key, subjects, topic, audience, payload, created_at FROM outbox
    WHERE error = '' AND id <> ALL(%s) ORDER BY id LIMIT %s"""


class Outbox:
    """The waiting events, through a connection of our own. Any fault of it is an OperationalError."""

    def __init__(self, connection: psycopg.AsyncConnection[Any]) -> None:
        self.connection = connection

    @classmethod
    async def connect(cls) -> Self:
        """Connect and listen. A notification that comes while nobody waits is kept for the next wait."""
        connection = await psycopg.AsyncConnection.connect(**_parameters(), autocommit=True)
        await connection.execute(f"LISTEN {NOTIFY_CHANNEL}")
        return cls(connection)

    async def lead(self) -> bool:
        """Take the relay's lock if nobody has it. It lasts as long as the connection."""
        row = await (await self.connection.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])).fetchone()
        return bool(row and row[0])

    async def still_ours(self) -> None:
        """Raise OperationalError unless the connection, and the lock with it, is alive."""
        await self.connection.execute("SELECT 1")

    async def waiting(self, besides: list[int]) -> list[Waiting]:
        """The oldest waiting events, at most a batch, without the ids in `besides`."""
        rows = await self.connection.execute(SELECT, [besides, BATCH])
        return [Waiting(*row) for row in await rows.fetchall()]

    async def settle(self, ids: list[int]) -> None:
        """Forget events that have been told."""
        await self.connection.execute("DELETE FROM outbox WHERE id = ANY(%s)", [ids])

    async def set_aside(self, row_id: int, error: str) -> None:
        """Keep an event that cannot be told, for a person to look at, and go on with the others."""
        await self.connection.execute("UPDATE outbox SET error = %s WHERE id = %s", [error[:1000], row_id])

    async def wait(self, at_most_s: float) -> None:
        """Until an event is committed, or the time is over."""
        async for _ in self.connection.notifies(timeout=at_most_s, stop_after=1):
            return

    async def close(self) -> None:
        """Give the connection and the lock back."""
        await self.connection.close()


def _parameters() -> dict[str, Any]:
    database = settings.DATABASES["default"]
    options = {name: value for name, value in database.get("OPTIONS", {}).items() if name != "pool"}
    named = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    given = {name: database.get(key) for name, key in named.items()}
    return {name: value for name, value in given.items() if value} | options
