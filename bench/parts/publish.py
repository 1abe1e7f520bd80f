"""Publishes events, in a process of its own. `publish.py ours|stock`, then orders on stdin.

    MODE EVENTS RATE PEOPLE PAD    answers "done <processor time in microseconds>"
MODE is fan (each event to 100 people), burst (ten events at once to the same 100), all (each to everybody) or one
(each to the first). PEOPLE are ids, by comma. Ours appends to the streams and rings, as the relay does.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
import uuid
from pathlib import Path
from typing import Any

HOW = sys.argv[1]
BURST = 10


def setup() -> None:
    sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]
    if HOW == "stock":
        __import__("stock")
    else:
        import os

        import django

        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
        django.setup()


def audience(mode: str, number: int, people: list[int]) -> list[int]:
    if mode == "all":
        return people
    if mode == "one":
        return people[:1]
    first = number // (BURST if mode == "burst" else 1) * 37
    return [people[(first + k) % len(people)] for k in range(100)]


class Ours:
    async def begin(self) -> None:
        from realtime.streams.appending import Appender

        self.appender = Appender()
        await self.appender.claim()

    async def tell(self, events: list[tuple[list[int], str]]) -> None:
        from realtime.sockets.doorbell import ring_entries
        from realtime.streams.appending import Telling

        now = "2026-01-01T00:00:00Z"
        tellings = [
            Telling(
                name := str(uuid.uuid4()),
                f'{{"id":"{name}","type":"bench","payload":{payload},"timestamp":"{now}"}}',
                "",
                "",
                people,
            )
            for people, payload in events
        ]
        told = await self.appender.append(tellings)
        await ring_entries([(people, telling.frame) for telling, people in zip(tellings, told, strict=True)])
        self.appender.settle()


class Stock:
    async def begin(self) -> None:
        from channels.layers import get_channel_layer

        self.layer: Any = get_channel_layer()

    async def tell(self, events: list[tuple[list[int], str]]) -> None:
        for people, payload in events:
            text = f'{{"type":"e","payload":{payload}}}'
            message = {"type": "stream.entry", "text": text}
            await asyncio.gather(*(self.layer.group_send(f"user.{person}", message) for person in people))


async def publish(how: Any, mode: str, events: int, rate: float, people: list[int], pad: int) -> float:
    burst = BURST if mode == "burst" else 1
    began, cpu, sent = time.perf_counter(), time.process_time(), 0
    while sent < events:
        due = min(events, int((time.perf_counter() - began) * rate / burst) * burst, sent + 50)
        if sent >= due:
            await asyncio.sleep(0.0005)
            continue
        payload = json.dumps({"t": time.time(), "pad": "x" * pad}, separators=(",", ":"))
        await how.tell([(audience(mode, number, people), payload) for number in range(sent, due)])
        sent = due
    return (time.process_time() - cpu) * 1e6


async def main() -> None:
    how: Any = Ours() if HOW == "ours" else Stock()
    await how.begin()
    print("ready", flush=True)
    loop = asyncio.get_running_loop()
    while order := await loop.run_in_executor(None, sys.stdin.readline):
        mode, events, rate, people, pad = order.split()
        used = await publish(how, mode, int(events), float(rate), [int(one) for one in people.split(",")], int(pad))
        print(f"done {used:.0f}", flush=True)


setup()
asyncio.run(main())
