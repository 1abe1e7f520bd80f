"""What does a poll answer? Frames after a position, or a snapshot with the position it goes with."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec

from config.kernel.concurrency import db_call
from realtime.sockets import frames
from realtime.sockets.snapshots import social_data
from realtime.streams.position import Position, open_stream
from realtime.streams.recovery import Lost, missed


class Answer(NamedTuple):
    """Frames as JSON texts, and the client's next position."""

    frames: list[str]
    position: Position
    has_more: bool = False

    def body(self, before: list[str]) -> bytes:
        """The JSON of the answer; `before` are frames that come first: acks."""
        return msgspec.json.encode(
            {
                "epoch": self.position.epoch,
                "last_poll_id": self.position.seq,
                "events": [msgspec.Raw(text.encode()) for text in before + self.frames],
                "has_more": self.has_more,
            }
        )


async def answer(person_id: int, position: Position | None) -> Answer:
    """What comes after `position`; a snapshot where there is none or where it cannot be served."""
    if position is None:
        return await _snapshot(person_id, None)
    try:
        page = await missed(person_id, position)
    except Lost as lost:
        return await _snapshot(person_id, lost.reason)
    return Answer(page.frames, page.position, page.has_more)


async def _snapshot(person_id: int, reason: str | None) -> Answer:
    standing = await open_stream(person_id)
    events: list[Any] = [await db_call(social_data)(person_id, standing.position)]
    if reason:
        events.insert(0, frames.resync_required(reason, standing.epoch, standing.top))
    return Answer(events, standing.position)
