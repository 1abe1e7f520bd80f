"""How is the outbox emptied inside a test? By the real relay, until nothing waits."""

from __future__ import annotations

import asyncio

from realtime.events.models import OutboxEvent
from realtime.events.relay import Relay


async def drain(within_s: float = 10) -> None:
    """Run a relay until the outbox is empty."""
    stop = asyncio.Event()
    relay = asyncio.ensure_future(Relay(stop).run())
    try:
        async with asyncio.timeout(within_s):
            while await OutboxEvent.objects.filter(error="").aexists():
                await asyncio.sleep(0.02)
    finally:
        stop.set()
        await relay
