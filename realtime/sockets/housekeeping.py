"""What is done for all connections of this process, again and again? One task, one round trip for all of them.

Each second: close what has expired, see whether a flag was switched, and for a fifth of the people compare their
place with their stream's and say what they watch: each has their turn every 5 s. Every 30 s: heartbeats. Every 60 s:
are credentials and rights still good, in case a bell was lost?
"""

from __future__ import annotations

import asyncio
import logging
import time
import weakref
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from django.db import Error as DatabaseError
from redis.exceptions import RedisError

from config.kernel import features
from config.kernel.concurrency import db_call
from realtime import metrics
from realtime.sockets.doorbell import when_rings_were_lost
from realtime.sockets.watching import watch
from realtime.streams import connection
from realtime.streams.position import standings

if TYPE_CHECKING:
    from realtime.consumers import LiveConsumer

log = logging.getLogger(__name__)
T = TypeVar("T")
PEOPLE_AT_ONCE = 200
POSITIONS_S, HEARTBEAT_S, CREDENTIALS_S, DEAD_S = 5, 30, 60, 90


class House:
    """The connections of one event loop."""

    def __init__(self) -> None:
        self.connections: set[LiveConsumer] = set()
        self._task: asyncio.Task[None] | None = None
        self._flags: str | None = None
        self._rings_were_lost = False
        when_rings_were_lost(self._soon)

    def add(self, connection: LiveConsumer) -> None:
        """Look after a connection from now on."""
        self.connections.add(connection)
        if self._task is None or self._task.done():
            self._task = asyncio.ensure_future(self._run())

    def remove(self, connection: LiveConsumer) -> None:
        """Forget a connection."""
        self.connections.discard(connection)

    async def _run(self) -> None:
        tick = 0
        while self.connections:
            await asyncio.sleep(1)
            metrics.flush()
            tick += 1
            try:
                await self._tick(tick)
            except (RedisError, DatabaseError, OSError) as fault:
                log.warning("housekeeping: %s", type(fault).__name__)

    async def _tick(self, tick: int) -> None:
        for each in list(self.connections):
            each.grow_older(time.time())
            if tick % HEARTBEAT_S == 0:
                each.beat()
            if tick % CREDENTIALS_S == 0:
                each.check_credential()
                each.check_rights()
        await self._see_flags()
        turn = tick % POSITIONS_S
        if self._rings_were_lost:
            self._rings_were_lost = False
            await self._compare(list(self.connections))
        else:
            await self._compare([each for each in self.connections if each.person_id % POSITIONS_S == turn])

    async def _see_flags(self) -> None:
        """A flag that was switched off ends the right to what it is for."""
        flags = await db_call(features.fingerprint)()
        if flags != self._flags:  # the first time too: one may have been switched since the first subscribed
            for each in list(self.connections):
                each.check_rights()
        self._flags = flags

    def _soon(self) -> None:
        self._rings_were_lost = True

    async def _compare(self, connections: list[LiveConsumer]) -> None:
        """Compare these places with the streams, many in one round trip, and say what is watched."""
        by_person: dict[int, list[LiveConsumer]] = defaultdict(list)
        for each in connections:
            by_person[each.person_id].append(each)
        for some in batched(list(by_person), PEOPLE_AT_ONCE):
            for person_id, (epoch, top) in (await standings(some)).items():
                for each in by_person[person_id]:
                    each.follower.compare(epoch, top)
        watching = [each for each in connections if each.subscriptions.numbered]
        for several in batched(watching, PEOPLE_AT_ONCE):
            pipe = connection.async_client().pipeline(transaction=False)
            for each in several:
                await watch(each.subscriptions.numbered, each.person_id, each.connection_id, pipe=pipe)
            await pipe.execute()


_houses: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, House] = weakref.WeakKeyDictionary()


def house() -> House:
    """The house of the running event loop."""
    loop = asyncio.get_running_loop()
    if loop not in _houses:
        _houses[loop] = House()
    return _houses[loop]


def batched(several: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """The same in parts of `size`."""
    for start in range(0, len(several), size):
        yield several[start : start + size]
