"""How do our processes talk to each other? By a channel layer: one Redis channel that each hears and picks from.

It is a whole layer in the sense of Channels (send, receive, groups, flush), so that `CHANNEL_LAYERS` may name
channels_redis instead. Two things are added, for one event that goes to very many:

- `fan_out` tells many groups in one message, each with a number of its own;
- `attach` hands a channel's messages over in the reader's own tick, with no queue and no task to wake.

What it promises: at most once, in order from one sender. A queue holds `capacity` messages; `send` to a full one of
this process raises ChannelFull, elsewhere what is too much is dropped. A message waits for `expiry` seconds at most.
A group's members live with their process, so memberships need no expiry. A general channel, without a `!`, is heard
by every process that receives from it, as with channels_redis.pubsub. While Redis is away, sending raises RedisError
and what others send is lost: `when_missed` says afterwards that something may have been.
"""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from channels.exceptions import ChannelFull
from channels.layers import BaseChannelLayer

from realtime.mailboxes import Hub, Message, Sink, ToChannel, ToGroup, ToMany
from realtime.streams import connection

PEOPLE_A_MESSAGE = 1000  # a process works through one message without a pause
encode = msgspec.msgpack.Encoder().encode
Telling = tuple[Sequence[tuple[int, int]], Message]


class HubLayer(BaseChannelLayer):  # type: ignore[misc]
    """The layer of one process: a hub for each of its event loops."""

    extensions = ["groups", "flush"]

    def __init__(self, expiry: float = 60, capacity: int = 100, prefix: str = "asgi") -> None:
        super().__init__(expiry=expiry, capacity=capacity)
        self.address = f"{prefix}:hub"
        self._hubs: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = weakref.WeakKeyDictionary()

    # --- the layer's interface --------------------------------------------------------------------------------

    async def new_channel(self, prefix: str = "specific.") -> str:
        """A name that only this process receives from."""
        return self._hub().new_channel(prefix)

    async def send(self, channel: str, message: Message) -> None:
        """Send to one channel, of this process or another. Raises ChannelFull, RedisError."""
        self.require_valid_channel_name(channel)
        hub = self._hub()
        if hub.owns(channel):
            if not hub.deliver(channel, message):
                raise ChannelFull
        else:
            await self._publish([encode(ToChannel(channel, message))])

    async def receive(self, channel: str) -> Message:
        """The next message of the channel. One receiver a channel."""
        return await self._hub().receive(channel)

    async def group_add(self, group: str, channel: str) -> None:
        """Let the group's messages reach the channel, from when this returns. Raises RedisError."""
        self.require_valid_group_name(group)
        self.require_valid_channel_name(channel)
        hub = self._hub()
        hub.join(group, channel)
        await hub.start()

    async def group_discard(self, group: str, channel: str) -> None:
        """Take the channel out of the group; harmless where it is not in it."""
        self._hub().leave(group, channel)

    async def group_send(self, group: str, message: Message) -> None:
        """Send to all channels of a group, in whatever process. Raises RedisError."""
        self.require_valid_group_name(group)
        await self._publish([encode(ToGroup(group, message))])

    async def flush(self) -> None:
        """Forget every channel and group of this loop, and close its connection; it may be used again."""
        hub = self._hubs.pop(asyncio.get_running_loop(), None)
        if hub is not None:
            await hub.stop()

    async def close(self) -> None:
        """Close the connection of this loop."""
        await self.flush()

    # --- what is added ----------------------------------------------------------------------------------------

    async def fan_out(self, prefix: str, tellings: Iterable[Telling]) -> None:
        """Tell groups called `prefix` and a number: for each telling its (number, seq) pairs, and the message.

        Each group gets the message with its `seq`. One message to Redis a telling, all in one round trip, in order.
        """
        await self._publish(
            [encode(ToMany(prefix, part, message)) for pairs, message in tellings for part in _parts(pairs)]
        )

    def attach(self, channel: str, sink: Sink) -> None:
        """Hand the channel's messages to `sink` as they are read. It must not wait, nor keep or change a message."""
        self._hub().attach(channel, sink)

    def detach(self, channel: str) -> None:
        """End that."""
        self._hub().detach(channel)

    def when_missed(self, react: Callable[[], None]) -> None:
        """Call `react`, on this loop, whenever messages may have been lost."""
        self._hub().reactions.append(react)

    # --- how ---------------------------------------------------------------------------------------------------

    def _hub(self) -> Hub:
        loop = asyncio.get_running_loop()
        hub = self._hubs.get(loop)
        if hub is None:
            hub = self._hubs[loop] = Hub(self.address, self.capacity, self.expiry)
        return hub

    async def _publish(self, texts: list[bytes]) -> None:
        client: Any = connection.async_client()
        if len(texts) == 1:
            await client.publish(self.address, texts[0])
        elif texts:
            pipe = client.pipeline(transaction=False)
            for text in texts:
                pipe.publish(self.address, text)
            await pipe.execute()


def _parts(pairs: Sequence[tuple[int, int]]) -> Iterable[list[int]]:
    for start in range(0, len(pairs), PEOPLE_A_MESSAGE):
        yield [number for pair in pairs[start : start + PEOPLE_A_MESSAGE] for number in pair]
