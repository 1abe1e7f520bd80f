"""How does an uploaded file become a Track?"""

from __future__ import annotations

import logging
import subprocess
from threading import BoundedSemaphore
from typing import BinaryIO

import msgspec

from activities.tracking.imports import limits, sandbox
from activities.tracking.imports.errors import ImportRefused
from activities.tracking.imports.track import Track
from config.kernel.confined import OUT_OF_MEMORY, run_confined

log = logging.getLogger(__name__)

_free_processes = BoundedSemaphore(limits.PROCESSES)


def read_track(file: BinaryIO) -> Track:
    """The track of an uploaded file, read in a process of its own. Stores nothing; blocks 10 s at the most.

    GPX, TCX or FIT, each also packed by gzip: the content tells, not the name. Raises ImportRefused, and only
    that, whatever the bytes (errors.MESSAGES).
    """
    data = file.read(limits.FILE_BYTES + 1)
    if not data:
        raise ImportRefused("empty_file")
    if len(data) > limits.FILE_BYTES:
        raise ImportRefused("file_too_large")
    answer = _answer_from_child(data)
    if answer.track is None:
        raise ImportRefused(answer.refused)
    return answer.track


def _answer_from_child(data: bytes) -> sandbox.Answer:
    if not _free_processes.acquire(timeout=limits.WALL_SECONDS):
        raise ImportRefused("busy")
    try:
        done = run_confined(sandbox.__name__, data, wall_seconds=limits.WALL_SECONDS)
    except subprocess.TimeoutExpired:
        raise ImportRefused("took_too_long") from None
    finally:
        _free_processes.release()
    if done.returncode == OUT_OF_MEMORY:
        raise ImportRefused("too_complex")
    try:
        return msgspec.json.decode(done.stdout, type=sandbox.Answer)
    except msgspec.DecodeError:
        complaint = done.stderr[-2000:].decode(errors="replace")
        log.warning("The import process ended with %s: %s", done.returncode, complaint)
        raise ImportRefused("unreadable") from None
