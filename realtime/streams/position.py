"""Where does a person's stream stand?"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import NamedTuple

import redis
from django.conf import settings

from realtime.streams import connection

log = logging.getLogger(__name__)
KEEP_S = 2 * 3600  # a stream nobody asks for ends after this


class Position(NamedTuple):
    """A place in a person's stream: of `epoch`, everything up to `seq` has been seen."""

    epoch: str
    seq: int


class Standing(NamedTuple):
    """A stream's epoch, its newest entry, and the lowest position from which it can be resumed."""

    epoch: str
    top: int
    floor: int

    @property
    def position(self) -> Position:
        """The newest position."""
        return Position(self.epoch, self.top)


def key(*parts: object) -> str:
    """A Redis key of ours."""
    return ":".join((settings.REDIS_PREFIX, *map(str, parts)))


def incarnation_key() -> str:
    """The key that says which Redis this is."""
    return key("incarnation")


def stream_keys(person_id: int) -> list[str]:
    """The three keys of a person's stream: meta, log, keys. The braces keep them on one node of a cluster."""
    return [key("stream", f"{{{person_id}}}", part) for part in ("meta", "log", "keys")]


async def open_stream(person_id: int) -> Standing:
    """Begin the person's stream if need be, and say where it stands. Raises RedisError when Redis is away."""
    await connection.run("incarnation", [incarnation_key()], [connection.word()])
    return _standing(await connection.run("open", [incarnation_key(), *stream_keys(person_id)], _open_args()))


def open_stream_sync(person_id: int) -> Standing | None:
    """The same for pages and REST answers; None when Redis is away, and the page does without a position."""
    try:
        connection.run_sync("incarnation", [incarnation_key()], [connection.word()])
        return _standing(connection.run_sync("open", [incarnation_key(), *stream_keys(person_id)], _open_args()))
    except redis.RedisError as fault:
        log.warning("no position: %s", type(fault).__name__)
        return None


async def standings(people: Sequence[int]) -> dict[int, tuple[str | None, int]]:
    """Each one's epoch (None where there is no stream) and newest entry, in one round trip; the streams live on."""
    await connection.run("incarnation", [incarnation_key()], [connection.word()])
    keys = [name for person_id in people for name in stream_keys(person_id)]
    rows = await connection.run("standings", [incarnation_key(), *keys], [KEEP_S])
    pairs = zip(people, rows[::2], rows[1::2], strict=True)
    return {person_id: (epoch.decode() if epoch else None, int(top)) for person_id, epoch, top in pairs}


def forget_stream(person_id: int) -> None:
    """Delete the stream of a person who has left. Without Redis it ends by itself, KEEP_S after its last use."""
    try:
        connection.sync_client().delete(*stream_keys(person_id))
    except redis.RedisError as fault:
        log.warning("a stream is left to expire: %s", type(fault).__name__)


def _open_args() -> list[str | int]:
    return [connection.word(), KEEP_S]


def _standing(answer: list[bytes | int]) -> Standing:
    epoch, top, floor = answer
    return Standing(epoch.decode() if isinstance(epoch, bytes) else str(epoch), int(top), int(floor))
