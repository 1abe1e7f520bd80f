"""Which frames are about the connection itself? Heartbeats, positions and subscriptions."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from realtime.sockets import frames
from realtime.sockets.codes import MESSAGES, Code
from realtime.sockets.frames import Inbound, Malformed
from realtime.sockets.messages import Problem
from realtime.sockets.subscriptions import Subscriptions
from realtime.sockets.topics import MAX_SUBSCRIPTIONS
from realtime.streams.position import Position

P = TypeVar("P", bound=msgspec.Struct)


class Nothing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The payload of a heartbeat."""


class Channel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The payload of subscribe and unsubscribe."""

    channel: str


class Talk(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The payload of conversation_join and conversation_leave, which are subscribe and unsubscribe by older names."""

    conversation_id: int


class Resume(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The payload of resume; `last_sequence` is the older name of `seq`."""

    epoch: str | None = None
    seq: int | None = None
    last_sequence: int | None = None


SESSION_COMMANDS: dict[str, type[msgspec.Struct]] = {
    "heartbeat": Nothing,
    "subscribe": Channel,
    "unsubscribe": Channel,
    "conversation_join": Talk,
    "conversation_leave": Talk,
    "connect": Nothing,
    "disconnect": Nothing,
    "resume": Resume,
    "get_missed_messages": Resume,
}


class SessionCommands:
    """What one connection has asked for."""

    __slots__ = ("subscriptions",)

    def __init__(self, subscriptions: Subscriptions) -> None:
        self.subscriptions = subscriptions

    async def answer(self, frame: Inbound) -> list[str] | None:
        """The frames to answer with; None if the frame is not about the connection."""
        match frame.type:
            case "heartbeat":
                _payload(frame, Nothing)
                return _done(frame) or [frames.write("heartbeat", {})]
            case "connect" | "disconnect":  # the connection itself has begun, and is ended by its owner
                _payload(frame, Nothing)
                return _done(frame)
            case "subscribe" | "conversation_join":
                return await self._subscribe(frame, _channel(frame))
            case "unsubscribe" | "conversation_leave":
                await self.subscriptions.remove(_channel(frame))
                return _done(frame)
        return None

    def position_in(self, frame: Inbound, epoch: str) -> Position:
        """Where the client says it stands; without an epoch, in the one it was welcomed to."""
        asked = _payload(frame, Resume)
        seq = asked.seq if asked.seq is not None else asked.last_sequence
        if seq is None or not 0 <= seq < 2**53:
            raise Malformed("seq is missing or not a position")
        return Position(asked.epoch if asked.epoch is not None else epoch, seq)

    async def _subscribe(self, frame: Inbound, name: str) -> list[str]:
        code = await self.subscriptions.add(name)
        if code is None:
            return _done(frame, {"channel": name})
        too_many = code == Code.RATE_LIMITED
        return [_refused(frame, code, f"At most {MAX_SUBSCRIPTIONS} channels." if too_many else MESSAGES[code])]


def ended(channel: str) -> str:
    """The frame that says: you may watch this channel no longer, and are not told of it any more."""
    return frames.error(Code.CHANNEL_NOT_FOUND, details={"channel": channel})


def _done(frame: Inbound, result: Any = None) -> list[str]:
    return [frames.ack(frame.ack_id, result)] if frame.ack_id else []


def _channel(frame: Inbound) -> str:
    if frame.type.startswith("conversation_"):
        return f"conversation:{_payload(frame, Talk).conversation_id}"
    return _payload(frame, Channel).channel


def _refused(frame: Inbound, code: Code, message: str) -> str:
    if frame.ack_id:
        return frames.ack(frame.ack_id, refused=Problem(code, message))
    return frames.error(code, message)


def _payload(frame: Inbound, shape: type[P]) -> P:
    try:
        return msgspec.convert(frame.payload, shape)
    except msgspec.ValidationError as fault:
        raise Malformed(str(fault)) from None
