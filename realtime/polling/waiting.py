"""How does a poll wait? For the person's bell, at most so many at once, and not beyond its time."""

from __future__ import annotations

import asyncio
import weakref
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from channels.layers import get_channel_layer

from config.kernel.errors import RateLimited
from realtime.sockets.doorbell import group_of

MAX_WAITING = 2
_waiting: Counter[int] = Counter()
_leaving = False
_bells: weakref.WeakSet[Bell] = weakref.WeakSet()


class Bell:
    """A person's bell, as one poll hears it. What is fleeting reaches only a poll that waits just then."""

    def __init__(self, channel: str) -> None:
        self.channel = channel
        self.check = False  # it rang because the log-in may have ended
        self.rights = False  # it rang because the right to a topic may have ended
        self.fleeting: list[str] = []  # frames that are kept nowhere and came while it waited
        self._limit: asyncio.Timeout | None = None

    async def wait(self, seconds: float) -> bool:
        """Until it rings for an entry or a check of the credential; False when the time is over."""
        try:
            async with asyncio.timeout(0 if _leaving else seconds) as self._limit:
                self._hear(await get_channel_layer().receive(self.channel))
        except TimeoutError:
            return False
        finally:
            self._limit = None  # one that is over cannot be moved any more
        return True

    def _hear(self, message: dict[str, Any]) -> None:
        event = message.get("event")
        self.check, self.rights = event == "session_check", event == "rights_check"
        if message["type"] == "stream.event" and not (self.check or self.rights):
            self.fleeting.append(message["frame"])

    @property
    def is_over(self) -> bool:
        """This process stops: answer with what there is."""
        return _leaving

    def give_up(self) -> None:
        """Wait no longer: this process stops."""
        if self._limit is not None:
            self._limit.reschedule(0)


def answer_all() -> None:
    """This process stops: every poll that waits, or is about to, answers now."""
    global _leaving  # noqa: PLW0603 - a process leaves once
    _leaving = True
    for bell in list(_bells):
        bell.give_up()


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
        bell = Bell(channel)
        _bells.add(bell)
        yield bell
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
