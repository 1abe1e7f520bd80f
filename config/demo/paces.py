"""How long did each kilometre of a made-up outing take?"""

from __future__ import annotations

from math import sin
from random import Random

from activities.tracking.imports.splits import splits_of

STEP_M = 100


def splits(distance_m: float, moving_s: int, rng: Random) -> dict[str, list[int]] | None:
    """A little slower uphill, a little faster down; the seconds add up to `moving_s`."""
    steps = max(1, round(distance_m / STEP_M))
    hill, start = rng.uniform(0.05, 0.2), rng.uniform(0, 6)
    efforts = [1 + 0.07 * sin(start + hill * step) + rng.uniform(-0.02, 0.02) for step in range(steps)]
    way, spent, whole = [(0.0, 0.0)], 0.0, sum(efforts)
    for step, effort in enumerate(efforts, 1):
        spent += effort
        way.append((moving_s * spent / whole, distance_m * step / steps))
    return splits_of(way)
