"""What did it cost? Processor time, memory, and how much else the machine was doing."""

from __future__ import annotations

import os
import platform
import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path


def family(pid: int) -> list[int]:
    """A process and all its children."""
    found, waiting = [], [pid]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            waiting += [int(child) for child in task.read_text().split()]
    return found


def cpu_us(pid: int) -> float:
    """Time on a processor so far, of all threads and children, by the scheduler's own count."""
    tasks = (task for one in family(pid) for task in Path(f"/proc/{one}/task").glob("*/schedstat"))
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e3


def resident_kb(pid: int) -> int:
    """Resident memory of a process and its children."""
    lines = (line for one in family(pid) for line in Path(f"/proc/{one}/status").read_text().splitlines())
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


class Noise:
    """What the machine did besides, in percent of one core: all that ran, less what the bench says was its own."""

    def __init__(self, pids: Iterable[int]) -> None:
        self.pids = list(pids)
        self.busy, self.own, self.at = _busy_us(), self._own(), time.monotonic()

    def percent(self) -> float:
        """Since it was made."""
        other = (_busy_us() - self.busy) - (self._own() - self.own)
        return max(0.0, other / (time.monotonic() - self.at) / 1e4)

    def _own(self) -> float:
        return sum(cpu_us(pid) for pid in self.pids)


def _busy_us() -> float:
    ticks = [int(field) for field in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    return (sum(ticks) - ticks[3] - ticks[4]) * 1e6 / os.sysconf("SC_CLK_TCK")


def machine() -> str:
    """What this ran on, and how busy that was before."""
    info = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.split(": ")[1] for line in info if line.startswith("model name")), platform.machine())
    memory = int(Path("/proc/meminfo").read_text().split()[1]) / 1e6
    load = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} cores ({model}), {memory:.0f} GB, Python {platform.python_version()}, load {load:.1f} before"
    )


def interleaved(rounds: int, runs: dict[str, Callable[[], float]]) -> dict[str, list[float]]:
    """Each run once a round, to and fro, so that a change of the machine's mood meets all of them."""
    seen: dict[str, list[float]] = {name: [] for name in runs}
    for turn in range(rounds):
        for name in list(runs) if turn % 2 == 0 else reversed(list(runs)):
            seen[name].append(runs[name]())
    return seen


def percentile(values: Iterable[float], part: float) -> float:
    """The value below which `part` of them lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def spread(values: list[float]) -> str:
    """The median, and from where to where."""
    if len(values) == 1:
        return f"{values[0]:.4g}"
    return f"{statistics.median(values):.4g} ({min(values):.4g}-{max(values):.4g})"
