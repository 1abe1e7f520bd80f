"""How is a result shown? Ours, the rival, the ratio and its goal, and how noisy the machine was."""

from __future__ import annotations

import json
import os
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from parts.measuring import machine, spread

HEAD = ("what", "ours", "rival", "ratio", "goal", "noise", "")


@dataclass
class Row:
    """One comparison. `ratio` is ours over the rival's; the goal says which side of it is good."""

    what: str
    ours: str
    rival: str
    ratio: float | None
    goal: str
    noise: float | None
    good: bool | None

    def cells(self) -> tuple[str, ...]:
        """As text, a cell a column."""
        ratio = "" if self.ratio is None else f"{self.ratio:.3g}x"
        noise = "" if self.noise is None else f"{self.noise:.0f}%"
        verdict = "" if self.good is None else "met" if self.good else "MISSED"
        return self.what, self.ours, self.rival, ratio, self.goal, noise, verdict


def compare(
    what: str,
    ours: Sequence[float],
    rival: Sequence[float],
    goal: str = "",
    *,
    unit: str = "",
    noise: float | None = None,
) -> Row:
    """A row of medians. `goal` is as "<= 0.5" or ">= 25", of the ratio; without one the row only informs."""
    if not rival:
        return Row(what, f"{spread(list(ours))} {unit}".strip(), "not here", None, goal, noise, None)
    ratio = statistics.median(ours) / statistics.median(rival)
    texts = [f"{spread(list(values))} {unit}".strip() for values in (ours, rival)]
    return Row(what, *texts, ratio, goal, noise, _met(ratio, goal))


def limit(what: str, ours: Sequence[float], goal: str, *, unit: str = "", noise: float | None = None) -> Row:
    """A row that is measured against a number."""
    met = _met(statistics.median(ours), goal)
    return Row(what, f"{spread(list(ours))} {unit}".strip(), "", None, f"{goal} {unit}".strip(), noise, met)


def _met(value: float, goal: str) -> bool | None:
    if not goal:
        return None
    sign, number = goal.split()
    return value <= float(number) if sign == "<=" else value >= float(number)


def show(title: str, rows: list[Row], notes: Sequence[str] = ()) -> bool:
    """Print the table; where bench/all asks, write it down too. Whether every goal is met."""
    lines = [HEAD, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    print(f"\n{title}: {machine()}")
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
    print(*notes, sep="\n", flush=True)
    if written := os.environ.get("BENCH_JSON"):
        found = {"title": title, "rows": [asdict(row) for row in rows], "notes": list(notes)}
        Path(written).write_text(json.dumps(found))
    return all(row.good is not False for row in rows)
