"""Which frames are about the connection itself? Heartbeats, positions and subscriptions."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from config.kernel.concurrency import db_call
from realtime.sockets import frames
from realtime.sockets.codes import MESSAGES, Code
from realtime.sockets.frames import Inbound, Malformed
from realtime.sockets.messages import Problem
from realtime.sockets.topics import MAX_SUBSCRIPTIONS, may_watch
from realtime.streams.position import Position

P = TypeVar("P", bound=msgspec.Struct)


class Nothing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The payload of a heartbeat."""


class Channel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The payload of subscribe and unsubscribe."""

    channel: str


class Resume(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The payload of resume; `last_sequence` is the older name of `seq`."""

    epoch: str | None = None
    seq: int | None = None
    last_sequence: int | None = None


SESSION_COMMANDS: dict[str, type[msgspec.Struct]] = {
    "heartbeat": Nothing,
    "subscribe": Channel,
    "unsubscribe": Channel,
    "resume": Resume,
    "get_missed_messages": Resume,
}


class SessionCommands:
    """What one connection has asked for."""

    __slots__ = ("person_id", "topics")

    def __init__(self, person_id: int) -> None:
        self.person_id = person_id
        self.topics: set[str] = set()

    async def answer(self, frame: Inbound) -> list[str] | None:
        """The frames to answer with; None if the frame is not about the connection."""
        match frame.type:
            case "heartbeat":
                _payload(frame, Nothing)
                return [frames.ack(frame.ack_id)] if frame.ack_id else [frames.write("heartbeat", {})]
            case "subscribe":
                return await self._subscribe(frame, _payload(frame, Channel).channel)
            case "unsubscribe":
                self.topics.discard(_payload(frame, Channel).channel)
                return [frames.ack(frame.ack_id)] if frame.ack_id else []
        return None

    def position_in(self, frame: Inbound, epoch: str) -> Position:
        """Where the client says it stands; without an epoch, in the one it was welcomed to."""
        asked = _payload(frame, Resume)
        seq = asked.seq if asked.seq is not None else asked.last_sequence
        if seq is None or not 0 <= seq < 2**53:
            raise Malformed("seq is missing or not a position")
        return Position(asked.epoch if asked.epoch is not None else epoch, seq)

    async def _subscribe(self, frame: Inbound, name: str) -> list[str]:
        if len(self.topics) >= MAX_SUBSCRIPTIONS and name not in self.topics:
            return [_refused(frame, Code.RATE_LIMITED, f"At most {MAX_SUBSCRIPTIONS} channels.")]
        if not await db_call(may_watch)(name, self.person_id):
            return [_refused(frame, Code.CHANNEL_NOT_FOUND, MESSAGES[Code.CHANNEL_NOT_FOUND])]
        self.topics.add(name)
        return [frames.ack(frame.ack_id, {"channel": name})] if frame.ack_id else []


def _refused(frame: Inbound, code: Code, message: str) -> str:
    if frame.ack_id:
        return frames.ack(frame.ack_id, refused=Problem(code, message))
    return frames.error(code, message)


def _payload(frame: Inbound, shape: type[P]) -> P:
    try:
        return msgspec.convert(frame.payload, shape)
    except msgspec.ValidationError as fault:
        raise Malformed(str(fault)) from None
