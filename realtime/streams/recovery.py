"""What did a person miss since a position? Every frame of it in order, or the reason why that cannot be told."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from config.kernel.concurrency import db_call
from realtime.events.subjects import visible
from realtime.sockets.messages import Skip
from realtime.streams import connection
from realtime.streams.position import Position, incarnation_key, stream_keys

PAGE = 200


class Entry(NamedTuple):
    """One entry of a stream as it is kept: its number, the frame without it, and what it tells of."""

    seq: int
    frame: str
    subjects: tuple[str, ...]


class Lost(Exception):
    """The part after a position cannot be told; `reason` is epoch_changed, too_old or ahead."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Missed(NamedTuple):
    """Frames after a position, the position after them, and whether there are more."""

    frames: list[str]
    position: Position
    has_more: bool


def numbered(seq: int, frame: str) -> str:
    """A kept frame with its number."""
    return f'{{"seq":{seq},{frame[1:]}'


def skip(start: int, end: int) -> str:
    """The frame that says: entries `start` to `end` hold nothing for you."""
    return msgspec.json.encode({"seq": end, "type": "skip", "id": f"skip-{end}", "payload": Skip(start)}).decode()


async def missed(person_id: int, position: Position, limit: int = PAGE) -> Missed:
    """The frames after `position`, at most `limit`, checked against what the person may see now. Raises Lost."""
    entries, top = await _entries(person_id, position, limit)
    subjects = {name for entry in entries for name in entry.subjects}
    seen = await db_call(visible)(subjects, person_id) if subjects else set()
    has_more = len(entries) == limit and entries[-1].seq < top
    end = entries[-1].seq if has_more else top
    return Missed(_frames(entries, seen, position.seq, end), Position(position.epoch, end), has_more)


def _frames(entries: list[Entry], seen: set[str], at: int, end: int) -> list[str]:
    """The entries as frames; what was replaced or may no longer be seen becomes a skip, so that numbers follow on."""
    frames: list[str] = []
    for entry in entries:
        if seen.issuperset(entry.subjects):
            if entry.seq > at + 1:
                frames.append(skip(at + 1, entry.seq - 1))
            frames.append(numbered(entry.seq, entry.frame))
            at = entry.seq
    if at < end:
        frames.append(skip(at + 1, end))
    return frames


async def _entries(person_id: int, position: Position, limit: int) -> tuple[list[Entry], int]:
    meta, log, _ = stream_keys(person_id)
    status, *rest = await connection.run("read", [incarnation_key(), meta, log], [*position, limit])
    if status != b"ok":
        raise Lost(status.decode())
    _, top, rows = rest
    return [_entry(identifier, fields) for identifier, fields in rows], int(top)


def _entry(identifier: bytes, fields: list[bytes]) -> Entry:
    values = dict(zip(fields[::2], fields[1::2], strict=True))
    subjects = values[b"s"].decode()
    return Entry(int(identifier.split(b"-")[0]), values[b"f"].decode(), tuple(subjects.split(",")) if subjects else ())
