"""What is counted of the live side, for Prometheus?

Each process counts into files of its own below the state folder, which are added up when somebody asks; a crash loses
nothing and leaves nothing too much. What is open just now is never counted up and down: it is asked of the leases.
A frame costs a dictionary's increment; House hands the sums over once a second.
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from itertools import count
from typing import Any

from django.conf import settings
from prometheus_client import Counter, Histogram, values

FOLDER = settings.STATE / "metrics"
FOLDER.mkdir(mode=0o700, parents=True, exist_ok=True)
os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(FOLDER)
PROCESS = secrets.token_hex(6)  # not the process id: containers share the folder, and each has a process 1
values.ValueClass = values.MultiProcessValue(lambda: PROCESS)  # type: ignore[no-untyped-call]

ONE_IN = 16  # deliveries whose latency is observed
STANDARD_CLOSES = {1000, 1001, 1002, 1003, 1005, 1006, 1007, 1009, 1011, 1012}
QUICK = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
SIZES = (1, 2, 5, 10, 20, 50, 100)

# Each has a label, for one without would open its file in every process that only imports this.
FRAMES = Counter("slipstream_frames", "Frames, by direction (in, out) and type.", ["direction", "type"])
REFUSALS = Counter("slipstream_refusals", "Refusals told in a frame, by code.", ["code"])
CLOSES = Counter("slipstream_closes", "Sockets that ended, by close code.", ["code"])
COMMANDS = Histogram("slipstream_command_seconds", "From a command to its answer.", ["type"], buckets=QUICK)
DELIVERY = Histogram(
    "slipstream_delivery_seconds", "From an event's commit to its frame, one in 16.", ["way"], buckets=QUICK
)
RELAYED = Histogram("slipstream_relay_batch_events", "Events in a batch of the relay.", ["lane"], buckets=SIZES)
LAG = Histogram("slipstream_relay_lag_seconds", "Age of a batch's oldest event when told.", ["lane"], buckets=QUICK)
POLLS = Counter("slipstream_polls", "Long polls answered, with frames or empty.", ["answer"])

_out: dict[str, int] = {}
_turns = count(1)


def sent(text: str) -> None:
    """A frame goes out to a socket."""
    start = text.find('"type":"', 0, 200) + 8  # the ids that may come before it hold no quotes
    kind = text[start : text.find('"', start)]
    _out[kind] = _out.get(kind, 0) + 1


def delivered(frame: str) -> None:
    """An entry has been written as it was rung, not read again later."""
    if next(_turns) % ONE_IN == 0:
        at = datetime.fromisoformat(frame[frame.rfind('"timestamp":"') + 13 : -2])
        _deliveries().observe(max(0.0, (datetime.now(UTC) - at).total_seconds()))


@cache
def _deliveries() -> Histogram:
    return DELIVERY.labels("socket")


def flush() -> None:
    """Hand over what has been summed up. House calls it every second."""
    for kind, number in _out.items():
        FRAMES.labels("out", kind).inc(number)
    _out.clear()


def received(kind: str, known: bool) -> None:
    """A frame came in; a client's own words are no label."""
    FRAMES.labels("in", kind if known else "unknown").inc()


def refused(code: str) -> None:
    """A refusal is told, over socket or poll."""
    REFUSALS.labels(code).inc()


def closed(code: int) -> None:
    """A socket ended. Codes that only a client would think of are counted together."""
    ours = 4400 <= code < 4600
    CLOSES.labels(str(int(code)) if ours or code in STANDARD_CLOSES else "other").inc()


@contextmanager
def command(kind: str) -> Iterator[None]:
    """Time a command; `kind` is a registered one."""
    began = time.perf_counter()
    try:
        yield
    finally:
        COMMANDS.labels(kind).observe(time.perf_counter() - began)


def relayed(rows: list[Any]) -> None:
    """A batch of waiting events has been told."""
    if rows:
        RELAYED.labels("all").observe(len(rows))
        oldest = min(row.created_at for row in rows)
        LAG.labels("all").observe(max(0.0, (datetime.now(UTC) - oldest).total_seconds()))


def polled(frames: int) -> None:
    """A poll is answered with so many frames."""
    POLLS.labels("frames" if frames else "empty").inc()
