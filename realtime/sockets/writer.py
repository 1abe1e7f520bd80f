"""How is a client written to? At once while it reads; into a bounded backlog while it does not.

`send` of an ASGI server is a coroutine that normally ends without waiting. Stepping it by hand costs no task and
no wake-up. If it does wait (the socket is full), the rest of it moves into a task, and later texts queue behind
it in order. Past the bound the backlog is dropped and the owner told, once; the owner then ends the connection.
This needs a server whose `send` waits when the socket is full, as Uvicorn's does.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Generator
from typing import Any

from realtime import metrics

log = logging.getLogger(__name__)
MAX_TEXTS, MAX_CHARACTERS = 256, 256 * 1024
Send = Callable[[dict[str, Any]], Awaitable[None]]


class _Rest:
    """The rest of a coroutine that has yielded once."""

    def __init__(self, coroutine: Any, pending: Any) -> None:
        self.coroutine, self.pending = coroutine, pending

    def __await__(self) -> Generator[Any, Any, None]:
        pending = self.pending
        while True:
            try:
                value = yield pending
            except BaseException as fault:
                step, argument = self.coroutine.throw, fault
            else:
                step, argument = self.coroutine.send, value
            try:
                pending = step(argument)
            except StopIteration:
                return


class SocketWriter:
    """Writes texts to one socket, in order. `on_full` is called once when the reader is too slow."""

    __slots__ = ("_backlog", "_characters", "_full", "_on_full", "_send", "_task")

    def __init__(self, send: Send, on_full: Callable[[], None]) -> None:
        self._send, self._on_full = send, on_full
        self._backlog: deque[str] | None = None
        self._characters, self._full = 0, False
        self._task: asyncio.Task[None] | None = None

    def write(self, text: str) -> None:
        """Send `text`, now or as soon as the socket takes it. Never waits."""
        metrics.sent(text)
        if self._task is not None:
            self._keep(text)
            return
        coroutine: Any = self._send({"type": "websocket.send", "text": text})
        try:
            pending = coroutine.send(None)
        except StopIteration:
            return
        except Exception as gone:  # the client has left; the consumer's disconnect follows
            log.debug("not sent: %s", type(gone).__name__)
            return
        self._backlog = deque()
        self._task = asyncio.ensure_future(self._drain(coroutine, pending))

    async def drained(self) -> None:
        """Wait until everything written has gone out."""
        if self._task is not None:
            await asyncio.wait([self._task])

    def stop(self) -> None:
        """Drop what waits."""
        if self._task is not None:
            self._task.cancel()
        if self._backlog:
            self._backlog.clear()

    def _keep(self, text: str) -> None:
        if self._full or self._backlog is None:
            return
        self._characters += len(text)
        if self._characters <= MAX_CHARACTERS and len(self._backlog) < MAX_TEXTS:
            self._backlog.append(text)
        else:
            self._full = True
            self.stop()
            self._on_full()

    async def _drain(self, coroutine: Any, pending: Any) -> None:
        try:
            await _Rest(coroutine, pending)
            while self._backlog:
                text = self._backlog.popleft()
                self._characters -= len(text)
                await self._send({"type": "websocket.send", "text": text})
        except Exception as gone:  # as in write()
            log.debug("not sent: %s", type(gone).__name__)
        self._backlog, self._task = None, None
