"""How does a browser open a socket without showing a token? With a ticket: 256 bits, 30 seconds, one use."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any, NamedTuple

from realtime.streams.connection import sync_client
from realtime.streams.position import key

LIFE_S = 30


class TicketClaim(NamedTuple):
    """Whose ticket it was, and by which log-in."""

    person_id: int
    session_key: str


def issue(person_id: int, session_key: str) -> tuple[str, int]:
    """A ticket of this log-in, and the seconds it lives. Raises RedisError when Redis is away."""
    ticket = secrets.token_urlsafe(32)
    sync_client().set(_key(ticket), f"{person_id} {session_key}", ex=LIFE_S)
    return ticket, LIFE_S


def spend(ticket: str) -> TicketClaim | None:
    """What the ticket stands for, to whoever asks first; None ever after. Raises RedisError when Redis is away."""
    claim: Any = sync_client().getdel(_key(ticket))
    if claim is None:
        return None
    person_id, session_key = claim.decode().split(" ")
    return TicketClaim(int(person_id), session_key)


def _key(ticket: str) -> str:
    """Hashed, so that who reads Redis holds no ticket."""
    return key("ticket", hashlib.sha256(ticket.encode()).hexdigest())
