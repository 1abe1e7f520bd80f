"""How do committed events reach the people? One relay at a time takes them in order to the streams, and rings.

Take waiting rows; append to the streams; ring those who have one open; only then forget the rows. A crash in
between repeats the batch, and the streams know what they have of it.
"""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress

import psycopg
from django.db import Error as DjangoDatabaseError
from redis.exceptions import RedisError

from config.kernel.concurrency import db_call
from realtime import metrics
from realtime.events.event import Lane
from realtime.events.outbox import BATCH, Outbox, Waiting
from realtime.events.preparing import Prepared, prepare
from realtime.sockets.doorbell import ring_entries, ring_event
from realtime.streams.appending import Appender, LeadLost

log = logging.getLogger(__name__)
STANDBY_S, LOOK_S, RETRY_S = 1.0, 1.0, 0.5
LATEST_EVERY_S = 1.0  # a value on the latest lane is told at most this often


class Relay:
    """Relays until `stop` is set. Several may run: one leads, the others wait for its lock."""

    def __init__(self, stop: asyncio.Event) -> None:
        self.stop = stop
        self.told_at: dict[str, float] = {}  # latest lane: when a key was last told (monotonic seconds)
        self.deferred: dict[str, int] = {}  # latest lane: the row that waits for its second, by key
        self.replaced: list[int] = []  # rows that waited, and that a newer one has replaced

    async def run(self) -> None:
        """Lead, or wait to lead, until stopped; any fault of the stores is waited out."""
        while not self.stop.is_set():
            try:
                await self._take_part()
            except (psycopg.Error, DjangoDatabaseError, RedisError, OSError) as fault:
                log.warning("relay: %s: %s", type(fault).__name__, fault)
                await self._pause(RETRY_S)

    async def _take_part(self) -> None:
        outbox = await Outbox.connect()
        try:
            while not self.stop.is_set() and not await outbox.lead():
                await self._pause(STANDBY_S)
            if not self.stop.is_set():
                await self._lead(outbox)
        finally:
            with suppress(psycopg.Error):
                await outbox.close()

    async def _lead(self, outbox: Outbox) -> None:
        appender = Appender()
        await appender.claim()
        log.info("relay: leading")
        while not self.stop.is_set():
            rows = await outbox.waiting(list(self.deferred.values()))
            if rows:
                await self._relay(outbox, appender, rows, self._due(rows))
            if len(rows) < BATCH:
                await self._wait(outbox)

    async def _relay(self, outbox: Outbox, appender: Appender, rows: list[Waiting], due: list[Waiting]) -> None:
        prepared: Prepared = await db_call(prepare)(due)
        for row_id, error in prepared.faulty:
            await outbox.set_aside(row_id, error)
        try:
            await self._tell(appender, prepared)
        except LeadLost:
            await outbox.still_ours()  # raises if the lock went with the connection
            await appender.claim()
            await self._tell(appender, prepared)
        faulty = {row_id for row_id, _ in prepared.faulty}
        kept = faulty | set(self.deferred.values())
        await outbox.settle([row.id for row in rows if row.id not in kept] + self.replaced)
        self.replaced.clear()
        appender.settle()
        metrics.relayed([row for row, _ in prepared.tellings])

    async def _tell(self, appender: Appender, prepared: Prepared) -> None:
        if not prepared.tellings:
            return
        kept = [telling for row, telling in prepared.tellings if row.lane != Lane.EPHEMERAL]
        told = await appender.append(kept)
        await ring_entries([(people, telling.frame) for telling, people in zip(kept, told, strict=True)])
        for row, telling in prepared.tellings:
            if row.lane == Lane.EPHEMERAL:
                await ring_event(telling.people, row.type, telling.frame)

    def _due(self, rows: list[Waiting]) -> list[Waiting]:
        """What is told now: every row of the other lanes, and of each latest key the newest once its second is over.

        Rows that a newer one replaces are settled untold. A row that has to wait is remembered in `deferred`.
        """
        newest = {_latest_key(row): row for row in rows if row.lane == Lane.LATEST}
        now, due = time.monotonic(), []
        for row in rows:
            if row.lane != Lane.LATEST:
                due.append(row)
            elif newest[_latest_key(row)] is row:
                due.extend(self._latest(row, now))
        self.told_at = {key: at for key, at in self.told_at.items() if now - at < LATEST_EVERY_S}
        return due

    def _latest(self, row: Waiting, now: float) -> list[Waiting]:
        key = _latest_key(row)
        if now - self.told_at.get(key, -LATEST_EVERY_S) < LATEST_EVERY_S:
            if key in self.deferred:
                self.replaced.append(self.deferred[key])
            self.deferred[key] = row.id
            return []
        self.told_at[key] = now
        return [row]

    async def _wait(self, outbox: Outbox) -> None:
        """Until there may be something to do: a commit, or a deferred row's second is over."""
        if self.deferred:
            first = min(self.told_at.get(key, 0) for key in self.deferred) + LATEST_EVERY_S
            await outbox.wait(max(0.01, min(LOOK_S, first - time.monotonic())))
            self._release()
        else:
            await outbox.wait(LOOK_S)

    def _release(self) -> None:
        now = time.monotonic()
        for key in list(self.deferred):
            if now - self.told_at.get(key, -LATEST_EVERY_S) >= LATEST_EVERY_S:
                del self.deferred[key]

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self.stop.wait(), seconds)


def _latest_key(row: Waiting) -> str:
    return f"{row.type} {row.key} {row.audience}"
