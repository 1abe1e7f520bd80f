"""What is done for all connections of this process, again and again? One task, one round trip for all of them.

Each second: close what has expired, see whether a flag was switched. Every 5 s: compare
places with the streams, and say what is watched. Every 30 s: heartbeats. Every 60 s: are credentials and rights still
good, in case a bell was lost?
"""

from __future__ import annotations

import asyncio
import logging
import time
import weakref
from typing import TYPE_CHECKING

from django.db import Error as DatabaseError
from redis.exceptions import RedisError

from config.kernel import features
from config.kernel.concurrency import db_call
from realtime import metrics
from realtime.sockets.watching import watch
from realtime.streams import connection
from realtime.streams.position import KEEP_S, incarnation_key, stream_keys

if TYPE_CHECKING:
    from realtime.consumers import LiveConsumer

log = logging.getLogger(__name__)
POSITIONS_S, HEARTBEAT_S, CREDENTIALS_S, DEAD_S = 5, 30, 60, 90


class House:
    """The connections of one event loop."""

    def __init__(self) -> None:
        self.connections: set[LiveConsumer] = set()
        self._task: asyncio.Task[None] | None = None
        self._flags: str | None = None

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
        if tick % POSITIONS_S == 0:
            await self._compare()

    async def _see_flags(self) -> None:
        """A flag that was switched off ends the right to what it is for."""
        flags = await db_call(features.fingerprint)()
        if flags != self._flags:  # the first time too: one may have been switched since the first subscribed
            for each in list(self.connections):
                each.check_rights()
        self._flags = flags

    async def _compare(self) -> None:
        """Compare every place with its stream, in one round trip, which also keeps the streams from ending."""
        each = list(self.connections)
        people = list({one.person_id for one in each})
        await connection.run("incarnation", [incarnation_key()], [connection.word()])
        pipe = connection.async_client().pipeline(transaction=False)
        pipe.hget(incarnation_key(), "word")
        for person_id in people:
            keys = stream_keys(person_id)
            pipe.hmget(keys[0], ["word", "epoch", "top"])
            for name in keys:
                pipe.expire(name, KEEP_S)
        for one in each:
            await watch(one.subscriptions.numbered, one.person_id, one.connection_id, pipe=pipe)
        word, *answers = await pipe.execute()
        standings = dict(zip(people, answers[: len(people) * 4 : 4], strict=True))
        for one in each:
            its_word, epoch, top = standings[one.person_id]
            known = its_word is not None and its_word == word
            one.follower.compare(epoch.decode() if known else None, int(top) if known else 0)


_houses: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, House] = weakref.WeakKeyDictionary()


def house() -> House:
    """The house of the running event loop."""
    loop = asyncio.get_running_loop()
    if loop not in _houses:
        _houses[loop] = House()
    return _houses[loop]
