"""How is somebody told that there is news? Through the channel layer, the entry riding along.

A ring may be lost: who listens compares their place with the stream's top every few seconds. With our own layer one
event is one message to Redis, whoever it is for, and a socket gets it as it is read; any other layer of Channels does
too, with a message a person, received by a task of the socket.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from channels.layers import get_channel_layer

AT_ONCE = 200
PREFIX = "person."
Ring = tuple[Sequence[tuple[int, int]], str]


def group_of(person_id: int) -> str:
    """The channel layer's group of a person's connections and waiting polls."""
    return f"{PREFIX}{person_id}"


async def ring_entries(rings: Sequence[Ring]) -> None:
    """Of each event, in order, tell its (person, seq) pairs, with the frame: they have a new entry."""
    await _tell([(people, {"type": "stream.entry", "frame": frame}) for people, frame in rings])


async def ring_event(people: Sequence[int], event_type: str, frame: str) -> None:
    """Tell people who are connected now of something that is not kept."""
    message = {"type": "stream.event", "event": event_type, "frame": frame}
    await _tell([([(person, 0) for person in people], message)])


def attach(layer: Any, channel: str, hear: Callable[[dict[str, Any]], None]) -> bool:
    """Let `hear` have the channel's messages as they are read; False if the layer wants to be received from."""
    if not hasattr(layer, "attach"):
        return False
    layer.attach(channel, hear)
    return True


def detach(layer: Any, channel: str) -> None:
    """End that."""
    if hasattr(layer, "detach"):
        layer.detach(channel)


def when_rings_were_lost(react: Callable[[], None]) -> None:
    """Call `react` when the layer knows that it has missed something. Not every layer notices."""
    layer = get_channel_layer()
    if hasattr(layer, "when_missed"):
        layer.when_missed(react)


async def _tell(tellings: list[tuple[Sequence[tuple[int, int]], dict[str, Any]]]) -> None:
    layer = get_channel_layer()
    if hasattr(layer, "fan_out"):
        await layer.fan_out(PREFIX, tellings)
        return
    for people, message in tellings:
        for start in range(0, len(people), AT_ONCE):
            part = people[start : start + AT_ONCE]
            await asyncio.gather(*(layer.group_send(group_of(person), message | {"seq": seq}) for person, seq in part))
