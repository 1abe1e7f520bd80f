"""Who in this process gets a message that was heard? Channels, the groups they are in, and what waits for each."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter, deque
from collections.abc import Callable
from typing import Any

import msgspec

from realtime.streams import connection
from realtime.streams.listening import Listener

log = logging.getLogger(__name__)
Message = dict[str, Any]
Sink = Callable[[Message], None]


class ToChannel(msgspec.Struct, array_like=True, tag=0):
    """A message to one channel."""

    channel: str
    message: Message


class ToGroup(msgspec.Struct, array_like=True, tag=1):
    """A message to a group."""

    group: str
    message: Message


class ToMany(msgspec.Struct, array_like=True, tag=2):
    """A message to groups that are called `prefix` and a number: number, seq, number, seq and so on."""

    prefix: str
    numbers: list[int]
    message: Message


decode = msgspec.msgpack.Decoder(ToChannel | ToGroup | ToMany).decode


class Mailbox:
    """What waits for one channel's receiver."""

    __slots__ = ("arrived", "waiting")

    def __init__(self, capacity: int) -> None:
        self.waiting: deque[tuple[float, Message]] = deque(maxlen=capacity)
        self.arrived = asyncio.Event()


class Hub:
    """The channels of one event loop, and the one subscription that feeds them."""

    def __init__(self, address: str, capacity: int, expiry: float) -> None:
        self.name = connection.word().replace("_", "-")
        self.capacity, self.expiry = capacity, expiry
        self.channels: set[str] = set()
        self.groups: dict[str, dict[str, None]] = {}
        self.memberships: Counter[str] = Counter()
        self.sinks: dict[str, Sink] = {}
        self.mailboxes: dict[str, Mailbox] = {}
        self.unattended: set[str] = set()  # channels of a group whose receiver has stopped waiting, perhaps for good
        self.reactions: list[Callable[[], None]] = []
        self._listener = Listener(address, self.take, self._missed)

    async def start(self) -> None:
        """Return when what is published is heard. Raises RedisError."""
        await self._listener.start()

    async def stop(self) -> None:
        """Hear nothing more."""
        await self._listener.stop()

    def new_channel(self, prefix: str) -> str:
        """A channel of this hub."""
        channel = f"{prefix}{self.name}!{connection.word()}"
        self.channels.add(channel)
        return channel

    def owns(self, channel: str) -> bool:
        """Whether the channel is one of this hub's own."""
        return f"{self.name}!" in channel

    def attach(self, channel: str, sink: Sink) -> None:
        """From now on, the channel's messages go to `sink`."""
        self.sinks[channel] = sink

    def detach(self, channel: str) -> None:
        """From now on, they do not; the channel is forgotten."""
        self.sinks.pop(channel, None)
        self.channels.discard(channel)

    def join(self, group: str, channel: str) -> None:
        """Put the channel into the group."""
        members = self.groups.setdefault(group, {})
        if channel not in members:
            members[channel] = None
            self.memberships[channel] += 1

    def leave(self, group: str, channel: str) -> None:
        """Take it out; a channel of no group, whose receiver had stopped waiting, is forgotten."""
        members = self.groups.get(group, {})
        if channel not in members:
            return
        del members[channel]
        if not members:
            del self.groups[group]
        self.memberships[channel] -= 1
        if not self.memberships[channel]:
            del self.memberships[channel]
            if channel in self.unattended:
                self._forget(channel)

    async def receive(self, channel: str) -> Message:
        """The next message that is not too old. Raises RedisError."""
        box = self.mailboxes.setdefault(channel, Mailbox(self.capacity))
        self.unattended.discard(channel)
        try:
            await self.start()
            while True:
                while not box.waiting:
                    box.arrived.clear()
                    await box.arrived.wait()
                until, message = box.waiting.popleft()
                if until >= time.monotonic():
                    return message
        except asyncio.CancelledError:
            if channel in self.memberships:
                self.unattended.add(channel)
            else:
                self._forget(channel)
            raise

    def take(self, text: bytes) -> int:
        """A message that was heard: to whom it is for here. How many that were."""
        try:
            told = decode(text)
        except msgspec.DecodeError as fault:  # from another version of us
            log.warning("a message could not be read: %s", fault)
            return 0
        if isinstance(told, ToMany):
            return self._to_many(told)
        if isinstance(told, ToGroup):
            return sum(self.deliver(channel, told.message) for channel in tuple(self.groups.get(told.group, ())))
        return int(self.deliver(told.channel, told.message))

    def _to_many(self, told: ToMany) -> int:
        prefix, numbers, groups, count = told.prefix, told.numbers, self.groups, 0
        for index in range(0, len(numbers), 2):
            members = groups.get(f"{prefix}{numbers[index]}")
            if members:
                message = {**told.message, "seq": numbers[index + 1]}
                for channel in tuple(members):
                    self.deliver(channel, message)
                    count += 1
        return count

    def deliver(self, channel: str, message: Message) -> bool:
        """Hand over, or keep for the receiver if it is ours; False if too much waits. A sink's fault is its own."""
        sink = self.sinks.get(channel)
        if sink is None:
            return self._keep(channel, message)
        try:
            sink(message)
        except Exception:
            log.exception("a message could not be taken")
        return True

    def _keep(self, channel: str, message: Message) -> bool:
        if not (channel in self.mailboxes or channel in self.memberships or channel in self.channels):
            return True  # a channel of another process, or one that has ended
        box = self.mailboxes.setdefault(channel, Mailbox(self.capacity))
        if len(box.waiting) >= self.capacity:
            return False
        box.waiting.append((time.monotonic() + self.expiry, message))
        box.arrived.set()
        return True

    def _forget(self, channel: str) -> None:
        self.mailboxes.pop(channel, None)
        self.channels.discard(channel)
        self.unattended.discard(channel)

    def _missed(self) -> None:
        for react in self.reactions:
            react()
