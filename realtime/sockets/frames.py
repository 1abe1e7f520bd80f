"""How is a frame read and written? Strictly in, the envelope of docs/protocol.md out."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from config.kernel.api.wholesome import Unwholesome, check
from realtime import metrics
from realtime.sockets.codes import MESSAGES
from realtime.sockets.messages import Ack, Problem, ResyncRequired

MAX_BYTES, MAX_DEPTH = 65_536, 20
MAX_ID = 100


class Inbound(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A frame from a client."""

    type: str
    payload: dict[str, Any] = {}
    id: str | None = None
    ack_id: str | None = None
    timestamp: str | None = None
    channel: str | None = None


class Malformed(ValueError):
    """The frame cannot be read; the message says why."""


def read(text: str | bytes) -> Inbound:
    """A client's frame, or Malformed: too large, not JSON, too deep, NUL, unknown or wrongly typed fields."""
    if len(text) > MAX_BYTES:
        raise Malformed(f"larger than {MAX_BYTES} bytes")
    try:
        return inbound(msgspec.json.decode(text))
    except RecursionError:
        raise Malformed(f"nested deeper than {MAX_DEPTH} levels") from None
    except (msgspec.DecodeError, UnicodeError) as fault:
        raise Malformed(str(fault)) from None


def inbound(value: Any) -> Inbound:
    """A decoded JSON value as a frame, or Malformed."""
    try:
        check(value, MAX_DEPTH)
        frame = msgspec.convert(value, Inbound)
    except (msgspec.ValidationError, Unwholesome) as fault:
        raise Malformed(str(fault)) from None
    if any(name is not None and len(name) > MAX_ID for name in (frame.id, frame.ack_id)):
        raise Malformed(f"an id is longer than {MAX_ID} characters")
    return frame


def write(frame_type: str, payload: msgspec.Struct | Mapping[str, Any], **fields: Any) -> str:
    """A frame that is not of the stream. `fields` with the value None are left out."""
    at = datetime.now(UTC).isoformat().replace("+00:00", "Z")
    frame = {"id": uuid.uuid4().hex, "type": frame_type, "payload": payload, "timestamp": at}
    frame |= {name: value for name, value in fields.items() if value is not None}
    return msgspec.json.encode(frame).decode()


def error(code: str, message: str = "", *, details: Any = None, ack_id: str | None = None) -> str:
    """An error frame."""
    metrics.refused(code)
    return write("error", Problem(code, message or MESSAGES.get(code, ""), details), ack_id=ack_id)


def ack(ack_id: str, result: Any = None, refused: Problem | None = None) -> str:
    """The answer to a command: its effect is stored, or why it is not."""
    if refused is not None:
        metrics.refused(refused.code)
    return write("ack", Ack(ack_id, refused is None, refused, result), ack_id=ack_id)


def resync_required(reason: str, epoch: str, seq: int) -> str:
    """The frame that says: read everything again, and go on from this position."""
    return write("resync_required", ResyncRequired(reason, epoch, seq), epoch=epoch)
