"""How does a poll wait? For the person's bell, at most so many at once, and not beyond its time."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from channels.layers import get_channel_layer

from config.kernel.errors import RateLimited
from realtime.sockets.doorbell import group_of

MAX_WAITING = 2
_waiting: Counter[int] = Counter()


class Bell:
    """A person's bell, as one poll hears it."""

    def __init__(self, channel: str) -> None:
        self.channel = channel
        self.check = False  # it rang because the log-in may have ended

    async def wait(self, seconds: float) -> bool:
        """Until it rings for an entry or a check of the credential; False when the time is over."""
        layer = get_channel_layer()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while True:
                    message = await layer.receive(self.channel)
                    if message["type"] == "stream.entry":
                        return True
                    if message["event"] == "session_check":
                        self.check = True
                        return True
        return False


@asynccontextmanager
async def listening(person_id: int) -> AsyncIterator[Bell]:
    """Listen for the person's bell. Raises RateLimited for a third poll that waits at once on this process."""
    if _waiting[person_id] >= MAX_WAITING:
        raise RateLimited(f"At most {MAX_WAITING} polls may wait at once.", retry_after_s=5)
    layer, channel = get_channel_layer(), ""
    _waiting[person_id] += 1
    try:
        channel = await layer.new_channel()
        await layer.group_add(group_of(person_id), channel)
        yield Bell(channel)
    finally:
        _waiting[person_id] -= 1
        if not _waiting[person_id]:
            del _waiting[person_id]
        if channel:
            await layer.group_discard(group_of(person_id), channel)
            await _forget(channel)


async def _forget(channel: str) -> None:
    """A layer drops a channel when its receiver is cancelled; a poll that ended otherwise must ask for that."""
    receiver = asyncio.ensure_future(get_channel_layer().receive(channel))
    await asyncio.sleep(0)
    receiver.cancel()
    with suppress(asyncio.CancelledError):
        await receiver
