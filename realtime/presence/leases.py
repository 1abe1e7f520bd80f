"""Which connections are alive, on every process? A lease a process, renewed twice a second; a crash ends it by itself.

A person's connections stand in one hash, each with the process that holds it, and count while its lease does. What
a process holds stands in a hash as well, so that whoever finds it dead knows whom to look at.
"""

from __future__ import annotations

import asyncio
import logging
import weakref
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import NamedTuple

from redis.exceptions import RedisError

from realtime.presence import scripting
from realtime.streams import connection

log = logging.getLogger(__name__)
MAX_CONNECTIONS = 10
RENEW_S = 0.5
GRACE_MS = 3000  # a socket that comes back within it was never gone
POLL_GRACE_MS = 5000  # the gap between two polls; a client starts one every 2.1 s at most
AT_ONCE = 500


class Holder:
    """The connections of one event loop, under a name that Redis knows while it is renewed."""

    def __init__(self) -> None:
        self.name = ""
        self.held: dict[str, int] = {}
        self.left: dict[str, tuple[int, int]] = {}  # to be told to Redis: connection → person, grace
        self._beginning = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None

    async def acquire(self, person_id: int, connection_id: str, most: int) -> bool:
        """Hold a connection until it is released; False if the person has `most` sockets. Raises RedisError.

        Whoever has them waits while every living process renews: the places of one that died a moment ago are still
        held then, and do not count.
        """
        async with self._beginning:
            if self._task is None:
                await self._begin()
                self._task = asyncio.ensure_future(self._keep_renewing())
        if not await self._put(person_id, connection_id, most):
            await asyncio.sleep(3 * RENEW_S)
            if not await self._put(person_id, connection_id, most, within_ms=int(3000 * RENEW_S)):
                return False
        self.held[connection_id] = person_id
        return True

    async def release(self, connection_id: str, grace_ms: int) -> None:
        """Let a connection go. Where Redis is away, the next renewal that reaches it tells it."""
        person_id = self.held.pop(connection_id, None)
        if person_id is None:
            return
        self.left[connection_id] = (person_id, grace_ms)
        try:
            await self._tell_left()
        except (RedisError, OSError) as fault:
            log.warning("releasing: %s", type(fault).__name__)

    async def renew(self) -> None:
        """Give a sign of life. Where Redis has lost us, or a stall let us be buried, begin again under a new name."""
        if not await scripting.run("renew", [scripting.held_by(self.name)], self.name, 0):
            await self._begin()
            for connection_id, person_id in list(self.held.items()):
                await self._put(person_id, connection_id, 0)
                if connection_id not in self.held:  # it left while it was put back
                    self.left[connection_id] = (person_id, 0)
        await self._tell_left()

    async def _begin(self) -> None:
        self.name = connection.word()
        await scripting.run("renew", [scripting.held_by(self.name)], self.name, 1)

    async def _put(self, person_id: int, connection_id: str, most: int, within_ms: int = scripting.ALIVE_MS) -> bool:
        keys = [scripting.person_hash(person_id), scripting.held_by(self.name), scripting.due()]
        return bool(await scripting.run("acquire", keys, connection_id, self.name, person_id, most, within_ms))

    async def _tell_left(self) -> None:
        for connection_id, (person_id, grace_ms) in list(self.left.items()):
            keys = [scripting.person_hash(person_id), scripting.held_by(self.name), scripting.due()]
            await scripting.run("release", keys, connection_id, person_id, grace_ms)
            self.left.pop(connection_id, None)

    async def _keep_renewing(self) -> None:
        while True:
            await asyncio.sleep(RENEW_S)
            try:
                await self.renew()
            except (RedisError, OSError) as fault:
                log.warning("renewing: %s", type(fault).__name__)


_holders: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, Holder] = weakref.WeakKeyDictionary()


def holder() -> Holder:
    """The holder of the running event loop."""
    loop = asyncio.get_running_loop()
    if loop not in _holders:
        _holders[loop] = Holder()
    return _holders[loop]


async def acquire(person_id: int, connection_id: str) -> bool:
    """Take one of the person's ten places for a socket; False if all are taken. Raises RedisError."""
    return await holder().acquire(person_id, connection_id, MAX_CONNECTIONS)


async def release(person_id: int, connection_id: str) -> None:
    """Give a socket's place back."""
    await holder().release(connection_id, GRACE_MS)


@asynccontextmanager
async def polling(person_id: int) -> AsyncIterator[None]:
    """The person is here while a poll is answered, and for the gap until the next one. Raises RedisError."""
    connection_id = f"poll.{connection.word()}"
    await holder().acquire(person_id, connection_id, 0)
    try:
        yield
    finally:
        await holder().release(connection_id, POLL_GRACE_MS)


def online(people: Iterable[int]) -> set[int]:
    """Which of these people are connected anywhere, or were within the grace. Nobody, when Redis is away."""
    ids, found = list(people), set[int]()
    try:
        for start in range(0, len(ids), AT_ONCE):
            here = scripting.run_sync("online", [], scripting.person_hash(""), *ids[start : start + AT_ONCE])
            found.update(int(person_id) for person_id in here)
    except RedisError as fault:
        log.warning("nobody is shown as present: %s", type(fault).__name__)
    return found


class Crowd(NamedTuple):
    """How many connections are open on all processes together, and how many people are shown as present."""

    sockets: int
    polls: int
    people: int


def crowd() -> Crowd:
    """The numbers as the leases have them: a process that was killed is not in them. Raises RedisError."""
    return Crowd(*map(int, scripting.run_sync("count", [scripting.shown()], scripting.held_by(""))))
