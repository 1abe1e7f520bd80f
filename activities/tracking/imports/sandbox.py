"""How is a stranger's file read where it can do no harm? In a process of its own: `python -m …sandbox gpx`.

The file comes on standard input, an Answer as JSON leaves on standard output. The process limits itself
before it reads: code between fork and exec is not safe in a server with threads. It starts fast: no Django.
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from typing import BinaryIO

import msgspec

from activities.tracking.imports import limits
from activities.tracking.imports.errors import ImportRefused
from activities.tracking.imports.figures import track_of
from activities.tracking.imports.gpx import read_gpx
from activities.tracking.imports.track import Recording, Track

OUT_OF_MEMORY = 75
READERS: dict[str, Callable[[BinaryIO], Recording]] = {"gpx": read_gpx}


class Answer(msgspec.Struct):
    """A track, or the code of an ImportRefused."""

    track: Track | None = None
    refused: str = ""


def limit_this_process() -> None:
    """Bound memory, processor time and written files of this process, for good."""
    _limit(resource.RLIMIT_CPU, limits.CPU_SECONDS)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    if sys.platform == "linux":  # macOS has the constant and refuses every value
        _limit(resource.RLIMIT_AS, limits.MEMORY_BYTES)


def answer_to(data: bytes, kind: str) -> Answer:
    """What the file holds, or why it is refused. For any bytes nothing is raised but MemoryError."""
    try:
        return Answer(track=track_of(READERS[kind](BytesIO(data)), digest=sha256(data).hexdigest()))
    except ImportRefused as refusal:
        return Answer(refused=refusal.code)


def main() -> None:
    """Answer one file, of the kind that the first argument names; exit with OUT_OF_MEMORY if it must."""
    limit_this_process()
    try:
        answer = answer_to(sys.stdin.buffer.read(limits.FILE_BYTES), sys.argv[1])
        sys.stdout.buffer.write(msgspec.json.encode(answer))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)  # there is no memory left to say it in words


def _limit(which: int, most: int) -> None:
    _, hard = resource.getrlimit(which)
    allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(which, (allowed, allowed))


if __name__ == "__main__":
    main()
