"""How is somebody told that there is news? Through the channel layer, the entry riding along.

A ring may be lost: who listens compares their place with the stream's top every few seconds.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from channels.layers import get_channel_layer

AT_ONCE = 200


def group_of(person_id: int) -> str:
    """The channel layer's group of a person's connections and waiting polls."""
    return f"person.{person_id}"


async def ring_entries(people: Sequence[tuple[int, int]], frame: str) -> None:
    """Tell each (person, seq) of their new entry."""
    await _send_all([(person, {"type": "stream.entry", "seq": seq, "frame": frame}) for person, seq in people])


async def ring_event(people: Sequence[int], event_type: str, frame: str) -> None:
    """Tell people who are connected now of something that is not kept."""
    await _send_all([(person, {"type": "stream.event", "event": event_type, "frame": frame}) for person in people])


async def _send_all(messages: list[tuple[int, dict[str, object]]]) -> None:
    layer = get_channel_layer()
    for start in range(0, len(messages), AT_ONCE):
        part = messages[start : start + AT_ONCE]
        await asyncio.gather(*(layer.group_send(group_of(person), message) for person, message in part))
