"""How long did each kilometre take, and each mile?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

UNITS_M = {"km": 1000.0, "mile": 1609.344}
MOST = 1000  # parts of one workout; what comes after has no splits
SMALLEST_REST_M = 10.0

Step = tuple[float, float]  # seconds and metres since the start, pauses left out


def splits_of(way: Sequence[Step]) -> dict[str, list[int]] | None:
    """Whole seconds of each unit of UNITS_M, and of the part that is left at the end; None for no way at all.

    The seconds of all parts add up to the time of the whole way, to the second.
    """
    if not way or way[-1][1] < SMALLEST_REST_M:
        return None
    return {name: _seconds_a_part(way, metres) for name, metres in UNITS_M.items()}


def _seconds_a_part(way: Sequence[Step], unit_m: float) -> list[int]:
    marks: list[float] = []
    before = way[0]
    for step in way:
        while step[1] >= (len(marks) + 1) * unit_m and len(marks) < MOST:
            marks.append(_crossing(before, step, (len(marks) + 1) * unit_m))
        before = step
    if len(marks) < MOST and before[1] - len(marks) * unit_m >= SMALLEST_REST_M:
        marks.append(before[0])
    whole = [0, *map(round, marks)]
    return [after - start for start, after in pairwise(whole)]


def _crossing(before: Step, after: Step, metres: float) -> float:
    """When the way was `metres` long, at an even pace between two steps."""
    length = after[1] - before[1]
    part = (metres - before[1]) / length if length else 1.0
    return before[0] + part * (after[0] - before[0])
