"""How does a client behave that keeps to docs/protocol.md? It comes back, asks for gaps, and switches its way."""

from __future__ import annotations

import asyncio
import json
import random
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

import httpx
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, WebSocketException

from config.tests.frames import fault_of
from config.tests.screen import Ask, Screen

POLL_EVERY_S = 2.1  # 30 a minute are allowed
ASK_AGAIN_S = 1.0
EXAMINED: set[str] = set()  # ids of frames that were compared with the document: an event is the same for all
GONE = (httpx.HTTPError, OSError, WebSocketException, TimeoutError, EOFError)


@dataclass
class Applied:
    """An entry, and when it was applied (monotonic seconds)."""

    frame: dict[str, Any]
    at: float


class Phone:
    """One device of a person. Runs in an event loop; `applied` holds the entries since its last snapshot."""

    def __init__(self, actor: Any, base: str, by: str = "socket", reads: bool = True) -> None:
        self.actor, self.base, self.by, self.reads = actor, base, by, reads  # reads: its lists, at each snapshot
        self.sign = {"Authorization": f"Bearer {actor.token}"}
        self.http = httpx.AsyncClient(headers=self.sign, timeout=40)
        self.epoch, self.seq = "", 0
        self.applied: list[Applied] = []
        self.history: list[Applied] = []  # what was applied before the last snapshot
        self.screen: Screen | None = None  # what was read at the last snapshot
        self.covered: set[int] = set()  # activities that a snapshot after a resync has shown
        self.resyncs: list[str] = []
        self.faults: list[str] = []
        self.controls: list[dict[str, Any]] = []  # frames that are no entries
        self.cuts = self.gaps = self.ways = 0
        self.stopped_at: float | None = None
        self.closed_with: int | None = None
        self.stay_away = False  # told so, by a close code or a 401
        self._asked_at = 0.0
        self._moved = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    # --- its life ----------------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Connect, and go on for ever."""
        self._task = asyncio.ensure_future(self._live())

    async def stop(self) -> None:
        """Leave."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self.http.aclose()

    def move(self, base: str, by: str) -> None:
        """Go on there, at the same position."""
        self.base, self.by, self.ways = base, by, self.ways + 1
        self._moved.set()

    async def _live(self) -> None:
        while not self.stay_away:
            self._moved.clear()
            once = asyncio.ensure_future(self._socket() if self.by == "socket" else self._poll())
            moved = asyncio.ensure_future(self._moved.wait())
            try:
                await asyncio.wait((once, moved), return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in (once, moved):
                    task.cancel()
                done, _ = await asyncio.gather(once, moved, return_exceptions=True)
            if isinstance(done, GONE):
                self.cuts += 1
                await asyncio.sleep(random.uniform(0, 0.3))
            elif isinstance(done, Exception):
                raise done
        self.stopped_at = time.monotonic()

    async def _socket(self) -> None:
        place = f"?{urlencode({'epoch': self.epoch, 'seq': self.seq})}" if self.epoch else ""
        options: Any = {"additional_headers": self.sign, "compression": None, "max_size": None}
        options["subprotocols"] = ["slipstream.v1"]
        async with connect(f"{self.base.replace('http', 'ws', 1)}/ws{place}", **options) as socket:
            with suppress(ConnectionClosed):  # any code but 1000 and 1001 ends the reading like this
                async for text in socket:
                    if not await self.take(json.loads(text)) and time.monotonic() - self._asked_at > ASK_AGAIN_S:
                        self._asked_at = time.monotonic()
                        ask = {"type": "resume", "payload": {"epoch": self.epoch, "seq": self.seq}}
                        await socket.send(json.dumps(ask))
            self.closed_with = socket.close_code
            self.stay_away = 4500 <= (socket.close_code or 0) < 5000
        raise EOFError

    async def _poll(self) -> None:
        while True:
            place = {"epoch": self.epoch, "last_poll_id": self.seq} if self.epoch else {}
            began = time.monotonic()
            answer = await self.http.get(f"{self.base}/api/v1/realtime/poll", params=place | {"timeout": 5})
            if answer.status_code == 401:
                self.closed_with, self.stay_away = 401, True
                return
            if answer.status_code == 200:
                body = answer.json()
                for frame in body["events"]:
                    if not await self.take(frame):
                        raise AssertionError(f"a poll's answer has a gap: {self.faults}")
                self.epoch, self.seq = body["epoch"], body["last_poll_id"]
            elif answer.status_code not in (429, 503, 502):
                raise AssertionError(f"a poll was answered with {answer.status_code}: {answer.text[:300]}")
            pause = float(answer.headers.get("Retry-After", 0)) or POLL_EVERY_S - (time.monotonic() - began)
            await asyncio.sleep(max(0.0, pause))

    # --- the rules ---------------------------------------------------------------------------------------------

    async def take(self, frame: dict[str, Any]) -> bool:
        """Apply a frame; False if something before it is missing."""
        if frame["id"] not in EXAMINED:
            EXAMINED.add(frame["id"])
            self.faults += [fault] if (fault := fault_of(frame)) else []
        if frame["type"] == "resync_required":
            self.resyncs.append(frame["payload"]["reason"])  # the snapshot follows
        elif frame["type"] == "social_data":
            await self._begin_anew(frame["payload"])
        elif "seq" in frame:
            return self._entry(frame)
        else:
            self.controls.append(frame)
        return True

    def _entry(self, frame: dict[str, Any]) -> bool:
        first = frame["payload"]["from"] if frame["type"] == "skip" else frame["seq"]
        if frame["seq"] <= self.seq:
            return True
        if first > self.seq + 1:
            self.gaps += 1
            return False
        self.seq = frame["seq"]
        self._asked_at = 0.0
        if frame["type"] != "skip":
            self.applied.append(Applied(frame, time.monotonic()))
        return True

    async def _begin_anew(self, told: dict[str, Any]) -> None:
        if self.reads:
            self.screen = await asyncio.to_thread(self._read)  # cut off here, it stays where it was
            self.covered = {pk for pk, _ in self.screen.feed}
        else:
            self.covered = {row["id"] for row in told["feed"]}
        self.epoch, self.seq = told["epoch"], told["seq"]
        self.history += self.applied
        self.applied = []

    def _read(self) -> Screen:
        reader = self.actor.another()
        with reader.http:
            return Screen(partial(reader.ask, "GET"), self.actor.id)

    def shown(self, ask: Ask) -> Screen | None:
        """What it shows: its last snapshot, and the entries since, each applied now. None if it reads no lists."""
        if self.screen is None:
            return None
        self.screen.ask = ask
        for each in self.applied:
            self.screen.apply(each.frame)
        return self.screen

    async def ready(self, within_s: float = 60) -> None:
        """Wait for the first snapshot."""
        async with asyncio.timeout(within_s):
            while not self.epoch:
                self.refuse_if_dead()
                await asyncio.sleep(0.02)

    def stands_at(self, epoch: str, top: int) -> bool:
        """Whether it has been told all up to there."""
        self.refuse_if_dead()
        return self.epoch == epoch and self.seq >= top

    def refuse_if_dead(self) -> None:
        """Raise what ended it, if something did."""
        if self._task is not None and self._task.done():
            self._task.result()

    def heard(self, kind: str = "feed_update", action: str | None = "new") -> list[Applied]:
        """The entries of a kind that it has ever applied, in order."""
        found = [each for each in [*self.history, *self.applied] if each.frame["type"] == kind]
        return [each for each in found if action is None or each.frame["payload"].get("action") == action]
