"""Which level do so many points make?

Level n begins at 50 · n · (n - 1) points: 0, 100, 300, 600, 1000 … Each level takes 100 points more than the last.
"""

from __future__ import annotations

from math import isqrt
from typing import NamedTuple


class Progress(NamedTuple):
    """Where somebody stands: all points, the level, and where this level and the next begin."""

    xp: int
    level: int
    level_xp: int
    next_level_xp: int


def begins_at(level: int) -> int:
    """The points at which a level (1 and up) begins."""
    return 50 * level * (level - 1)


def level_of(xp: int) -> int:
    """The highest level that begins at or below `xp` points (0 and up); exact for any size."""
    return (50 + isqrt(2500 + 200 * xp)) // 100


def progress_of(xp: int) -> Progress:
    """Level and bounds for `xp` points."""
    level = level_of(xp)
    return Progress(xp, level, begins_at(level), begins_at(level + 1))
