"""What does a client need to begin with? A part from each feature, read after the position it goes with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model

from realtime.sockets import frames
from realtime.streams.position import Position

Part = Callable[[Any], Any]
PARTS: dict[str, Part] = {}


def snapshot(name: str) -> Callable[[Part], Part]:
    """Register a part of `social_data`: a function of the person that gives plain JSON values."""

    def register(part: Part) -> Part:
        PARTS[name] = part
        return part

    return register


def social_data(person_id: int, position: Position) -> str:
    """The frame that holds every part. Events after `position` may be in it already."""
    person = get_user_model().objects.get(pk=person_id)
    data = {name: part(person) for name, part in PARTS.items()} | position._asdict()
    return frames.write("social_data", data, epoch=position.epoch)
