"""What may a client ask over the socket or the poll? Each command is a face of a service.

A feature registers a command from its own folder: its name, the shape of its payload, and a function of the
person and the payload that runs in a thread and returns what the ack carries.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

import msgspec
from django.contrib.auth import get_user_model

from config.kernel.api.idempotency import Claim, answer_once, digest_of
from config.kernel.concurrency import db_call
from config.kernel.errors import Refusal
from config.kernel.features import require
from realtime import metrics
from realtime.sockets import frames
from realtime.sockets.codes import MESSAGES, Code
from realtime.sockets.frames import Inbound
from realtime.sockets.messages import Problem
from realtime.sockets.session import SESSION_COMMANDS

log = logging.getLogger(__name__)
COMMANDS: dict[str, Command] = {}

Payload = TypeVar("Payload", bound=msgspec.Struct)
Handler = Callable[[Any, Any], Any]


class Command(NamedTuple):
    """A registered command."""

    payload: type[msgspec.Struct]
    handle: Handler
    feature: str | None
    fleeting: bool


def command(
    name: str, payload: type[Payload], *, feature: str | None = None, fleeting: bool = False
) -> Callable[[Callable[[Any, Payload], Any]], Callable[[Any, Payload], Any]]:
    """Register a command. `payload` is a msgspec Struct that forbids unknown fields; `feature` is the flag it needs.

    A frame with the `id` of an earlier one of the same person and type gets that one's answer, and has no effect
    again, for a day. A `fleeting` command stores nothing, so that nothing is remembered of it either.
    """

    def register(handle: Callable[[Any, Payload], Any]) -> Callable[[Any, Payload], Any]:
        COMMANDS[name] = Command(payload, handle, feature, fleeting)
        return handle

    return register


def is_known(name: str) -> bool:
    """Whether a frame of this type is one we understand."""
    return name in COMMANDS or name in SESSION_COMMANDS


async def answer(frame: Inbound, person_id: int) -> list[str]:
    """Carry out a command for a person; the frames to answer with. Raises Malformed for one we do not understand."""
    known = COMMANDS.get(frame.type)
    if known is None:
        raise frames.Malformed(f"unknown type {frame.type[:50]!r}")
    try:
        payload = msgspec.convert(frame.payload, known.payload)
    except msgspec.ValidationError as fault:
        raise frames.Malformed(str(fault)) from None
    try:
        with metrics.command(frame.type):
            result = await db_call(_carry_out)(known, payload, person_id, frame)
    except Refusal as refusal:
        return _refused(frame, refusal.code.upper(), refusal.message, refusal.errors)
    except Exception:  # whatever a service does wrong, the connection goes on and the client is told
        log.exception("command %s failed", frame.type)
        return _refused(frame, Code.INTERNAL_ERROR, MESSAGES[Code.INTERNAL_ERROR], None)
    return [frames.ack(frame.ack_id, result)] if frame.ack_id else []


def _carry_out(known: Command, payload: msgspec.Struct, person_id: int, frame: Inbound) -> Any:
    person = get_user_model().objects.get(pk=person_id)
    if known.feature:
        require(known.feature, person)
    if frame.id is None or known.fleeting:
        return known.handle(person, payload)
    claim = Claim(person, "COMMAND", frame.type, frame.id, digest_of(frame.payload))
    return answer_once(claim, lambda: (msgspec.to_builtins(known.handle(person, payload)), 200))[0]


def _refused(frame: Inbound, code: str, message: str, details: Any) -> list[str]:
    if frame.ack_id:
        return [frames.ack(frame.ack_id, refused=Problem(code, message, details))]
    return [frames.error(code, message, details=details)]
