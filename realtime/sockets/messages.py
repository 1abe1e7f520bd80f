"""What is in the frames that are about the connection itself? Their payloads, typed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec


class Welcome(msgspec.Struct, frozen=True):
    """The first frame: where the stream stands, and what a client may rely on. Timings are in seconds."""

    protocol: str
    connection_id: str
    user_id: int
    epoch: str
    seq: int
    oldest: int
    server_time: datetime
    limits: dict[str, int]
    timings: dict[str, int]


class Skip(msgspec.Struct, frozen=True, rename={"start": "from"}):
    """Entries from here to the frame's `seq` hold nothing for the receiver."""

    start: int


class ResyncRequired(msgspec.Struct, frozen=True):
    """The position of the client cannot be served: read everything again, and go on from this one."""

    reason: str
    epoch: str
    seq: int


class Problem(msgspec.Struct, frozen=True):
    """Why something is refused."""

    code: str
    message: str
    details: Any = None


class Ack(msgspec.Struct, frozen=True):
    """The answer to a command that carried this `ack_id`."""

    ack_id: str
    success: bool
    error: Problem | None = None
    result: Any = None


class Reconnect(msgspec.Struct, frozen=True):
    """This server is about to stop: it closes the connection in so many milliseconds. Come back then."""

    in_ms: int


class Heartbeat(msgspec.Struct, frozen=True):
    """A sign of life."""


SESSION: dict[str, type[msgspec.Struct]] = {
    "welcome": Welcome,
    "skip": Skip,
    "resync_required": ResyncRequired,
    "error": Problem,
    "ack": Ack,
    "heartbeat": Heartbeat,
    "reconnect": Reconnect,
}
