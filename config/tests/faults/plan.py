"""Which faults are there, and how is each of them played?"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from config.tests.faults import deploys, moves, readers, revoking, stores, wire
from config.tests.faults.figures import Figures
from config.tests.faults.scene import Scene, scene_on
from config.tests.stage import Stage


class Row(NamedTuple):
    """A fault, and how many friends write meanwhile."""

    play: Callable[[Scene, int, int], Figures]
    writers: int = 2


ROWS = {
    "X1": Row(stores.kills, 4),
    "X2": Row(stores.redis_lost),
    "X3": Row(stores.connections_cut),
    "X4": Row(readers.stalled),
    "X6": Row(wire.maltreated),
    "X8": Row(deploys.replaced, 4),
    "X12": Row(revoking.revoked),
    "X17": Row(moves.moving),
}
IN_CI = [name for name in ROWS if name != "X1"]


def play(stage: Stage, name: str, events: int, seed: int) -> Figures:
    """Play a row with about `events` events on an open stage, and say what came of it."""
    row = ROWS[name]
    with scene_on(stage, row.writers) as scene:
        return row.play(scene, events, seed)
