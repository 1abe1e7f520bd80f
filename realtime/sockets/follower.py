"""How does one connection follow its person's stream? In order, each entry once, holes read from the stream."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from django.db import Error as DatabaseError
from redis.exceptions import RedisError

from config.kernel.concurrency import db_call
from realtime import metrics
from realtime.sockets import frames
from realtime.sockets.snapshots import social_data
from realtime.streams.position import Position, Standing, open_stream
from realtime.streams.recovery import Lost, missed, numbered

log = logging.getLogger(__name__)
RETRY_S = 1.0


class Follower:
    """One connection's place in its person's stream. `take` and `compare` never wait; a task reads what is missing."""

    __slots__ = ("_again", "_person_id", "_resync", "_task", "_write", "position")

    def __init__(self, person_id: int, write: Callable[[str], None]) -> None:
        self._person_id, self._write = person_id, write
        self.position = Position("", 0)
        self._task: asyncio.Task[None] | None = None
        self._again = False
        self._resync: str | None = None

    def start(self, standing: Standing, asked: Position | None) -> None:
        """Begin where the client stands, or with a snapshot where it has no position."""
        self.position = asked or standing.position
        self._resync = None if asked else ""
        self._catch_up()

    @property
    def has_begun(self) -> bool:
        """Whether the client has been welcomed; what comes before that, it reads from the stream."""
        return self._task is not None or self.position.epoch != ""

    def take(self, seq: int, frame: str) -> None:
        """A ring with its entry: the next one is written, an older one ignored, a hole read from the stream."""
        if not self.has_begun:
            return
        if self._task is not None:
            self._again = True
        elif seq == self.position.seq + 1:
            self._write(numbered(seq, frame))
            metrics.delivered(frame)
            self.position = Position(self.position.epoch, seq)
        elif seq > self.position.seq:
            self._catch_up()

    def compare(self, epoch: str | None, top: int) -> None:
        """The stream's standing, read every few seconds: a lost ring or a lost stream is noticed here."""
        if self._task is None and (epoch != self.position.epoch or top > self.position.seq):
            self._catch_up()

    def resume(self, position: Position) -> None:
        """The client says where it stands: everything after that is sent again."""
        self.stop()
        self.position = position
        self._catch_up()

    def stop(self) -> None:
        """End the task."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _catch_up(self) -> None:
        self._task = asyncio.ensure_future(self._run())

    async def _run(self) -> None:
        while True:
            self._again = False
            try:
                more = await self._step()
            except (RedisError, DatabaseError, OSError) as fault:
                log.warning("catching up: %s", type(fault).__name__)
                await asyncio.sleep(RETRY_S)
                continue
            if not more and not self._again:  # nothing may be awaited between this and the next line
                self._task = None
                return

    async def _step(self) -> bool:
        """Send a snapshot if one is due, or a page of what was missed; whether there is more to do."""
        if self._resync is not None:
            await self._snapshot()
            return True
        try:
            page = await missed(self._person_id, self.position)
        except Lost as lost:
            self._resync = lost.reason
            return True
        for frame in page.frames:
            self._write(frame)
        self.position = page.position
        return page.has_more

    async def _snapshot(self) -> None:
        standing = await open_stream(self._person_id)
        data = await db_call(social_data)(self._person_id, standing.position)
        if self._resync:
            self._write(frames.resync_required(self._resync, standing.epoch, standing.top))
        self._write(data)
        self.position, self._resync = standing.position, None
