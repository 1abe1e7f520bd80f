"""How is a Redis channel heard? Through one subscription of this loop, which is renewed whenever it breaks."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

from redis.asyncio.client import PubSub
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError

from realtime.streams import connection

log = logging.getLogger(__name__)
SILENT_S = 10  # without a word for so long we ask whether Redis is there, and leave it when it does not answer
RETRY_S, READY_S = 0.2, 5


class Listener:
    """Hears one channel. `take` gets each message and never waits; it says how much work that was.

    After `BREATH` of work the other tasks of the loop have their turn. `missed` is called when the subscription was
    broken and stands again: what was published meanwhile is lost.
    """

    BREATH = 500

    def __init__(self, name: str, take: Callable[[bytes], int], missed: Callable[[], None]) -> None:
        self._name, self._take, self._missed = name, take, missed
        self._ready = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._subscribed_before = self._is_away = False

    async def start(self) -> None:
        """Return once Redis has confirmed the subscription. Raises RedisError when it does not within 5 s."""
        if self._task is None or self._task.done():
            self._task = asyncio.ensure_future(self._run())
        if not self._ready.is_set():
            try:
                async with asyncio.timeout(READY_S):
                    await self._ready.wait()
            except TimeoutError:
                raise RedisConnectionError("not subscribed yet") from None

    async def stop(self) -> None:
        """Hear nothing more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
            self._task = None

    async def _run(self) -> None:
        while True:
            subscription = connection.subscription()
            try:
                await subscription.subscribe(self._name)
                await self._hear(subscription)
            except (RedisError, OSError) as fault:
                self._say(fault)
            except Exception:  # every connection of this process depends on it
                log.exception("subscription")
            finally:
                self._ready.clear()
                with suppress(RedisError, OSError):
                    await _close(subscription)
            await asyncio.sleep(RETRY_S)

    async def _hear(self, subscription: PubSub) -> None:
        work, asked = 0, False
        while True:
            said = await subscription.parse_response(block=False, timeout=SILENT_S)
            if said is None:
                if asked:
                    raise RedisConnectionError("no answer")
                asked = True
                await subscription.ping()
                continue
            asked = False
            if said[0] == b"message":
                work += self._take(said[2])
                if work >= self.BREATH:
                    work = 0
                    await asyncio.sleep(0)
            elif said[0] == b"subscribe":
                self._stands()

    def _say(self, fault: Exception) -> None:
        """Once for each time that Redis goes away, not for each time we look."""
        log.log(logging.DEBUG if self._is_away else logging.WARNING, "subscription: %s", type(fault).__name__)
        self._is_away = True

    def _stands(self) -> None:
        self._ready.set()
        self._is_away = False
        if self._subscribed_before:
            self._missed()
        self._subscribed_before = True


async def _close(subscription: PubSub) -> None:
    pool = subscription.connection_pool
    await subscription.aclose()  # type: ignore[no-untyped-call]
    await pool.disconnect()
