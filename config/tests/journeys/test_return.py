"""Do a thousand clients that all come back at once after a crash get what they missed, each of them?"""

from __future__ import annotations

import asyncio
import json
import resource
import time
from typing import Any
from urllib.parse import urlencode

import pytest
from websockets.asyncio.client import connect

from config.tests.devices import Sign

CLIENTS, EACH = 1000, 10
WITHIN_S = 90


class Client:
    """One device: it comes back with its position, and remembers what it was refused."""

    def __init__(self, base: str, header: str) -> None:
        self.base, self.header = base, header
        self.position: dict[str, Any] = {}
        self.titles: list[str] = []
        self.resyncs = 0
        self.back_after_s = 0.0

    async def stay_until(self, frame_type: str, gate: asyncio.Semaphore | None = None) -> Any:
        """Connect, apply frames until one of `frame_type` has come, and stay connected."""
        address = f"{self.base.replace('http', 'ws')}/ws?{urlencode(self.position)}"
        options: Any = {"additional_headers": {"Cookie": self.header}, "origin": self.base, "compression": None}
        async with gate or asyncio.Semaphore():
            socket = await connect(address, open_timeout=WITHIN_S, **options)
            async with asyncio.timeout(WITHIN_S):
                while self.apply(json.loads(await socket.recv())) != frame_type:
                    pass
        return socket

    def apply(self, frame: dict[str, Any]) -> str:
        """Move on by one frame."""
        if frame["type"] == "social_data":
            self.position = {name: frame["payload"][name] for name in ("epoch", "seq")}
        elif frame["type"] == "resync_required":
            self.resyncs += 1
        elif "seq" in frame:
            self.position["seq"] = frame["seq"]
        if frame["type"] == "friend_activity":
            self.titles.append(frame["payload"]["title"])
        return str(frame["type"])

    async def come_back(self, began: float) -> Any:
        """As soon as anybody listens again: a refused connection is tried again, an HTTP error is not."""
        while True:
            try:
                socket = await self.stay_until("friend_activity")
            except OSError:
                await asyncio.sleep(0.05)
            else:
                self.back_after_s = time.monotonic() - began
                return socket


@pytest.mark.django_db(transaction=True)
def test_a_thousand_come_back_at_once_and_none_misses_anything(
    my_turn: None, house: Any, person: Any, run: Any, capsys: Any
) -> None:
    from social.models import Friendship

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 8192)), hard))
    star = person("star")
    fans = [person(f"fan{number}", password=None) for number in range(CLIENTS // EACH)]
    ties = [(star, fan) for fan in fans] + [(fan, star) for fan in fans]
    Friendship.objects.bulk_create([Friendship(user=one, friend=other, status="accepted") for one, other in ties])
    headers = [Sign.in_as(fan).header() for fan in fans]
    clients = [Client(house.base, header) for header in headers for _ in range(EACH)]

    async def story() -> None:
        gate = asyncio.Semaphore(50)
        sockets = await asyncio.gather(*(client.stay_until("social_data", gate) for client in clients))
        house.kill("web")
        await asyncio.to_thread(run, star, title="While you were away")
        starting = asyncio.create_task(asyncio.to_thread(house.start_web))
        began = time.monotonic()
        back = await asyncio.gather(*(client.come_back(began) for client in clients))
        await starting
        await asyncio.gather(*(socket.close() for socket in [*sockets, *back]))

    asyncio.run(story())

    assert [client.titles for client in clients] == [["While you were away"]] * CLIENTS
    assert sum(client.resyncs for client in clients) == 0
    took = sorted(client.back_after_s for client in clients)
    with capsys.disabled():
        print(f"\n{CLIENTS} came back at once: half after {took[CLIENTS // 2]:.1f} s, all after {took[-1]:.1f} s")
