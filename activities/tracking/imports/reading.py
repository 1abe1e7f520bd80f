"""How does an uploaded file become a Track?"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore
from typing import BinaryIO

import msgspec

from activities.tracking.imports import limits, sandbox
from activities.tracking.imports.errors import ImportRefused
from activities.tracking.imports.track import Track

log = logging.getLogger(__name__)

_ROOT = Path(__file__).resolve().parents[3]
_INHERITED = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")  # some Pythons do not start without
_free_processes = BoundedSemaphore(limits.PROCESSES)


def read_track(file: BinaryIO, *, name: str) -> Track:
    """The track of an uploaded file, read in a process of its own. Stores nothing; blocks 10 s at the most.

    `name` is what the sender called the file. Its ending chooses the reader and is used for nothing else; an
    unknown ending is read as GPX. Raises ImportRefused, and only that, whatever the bytes (errors.MESSAGES).
    """
    data = file.read(limits.FILE_BYTES + 1)
    if not data:
        raise ImportRefused("empty_file")
    if len(data) > limits.FILE_BYTES:
        raise ImportRefused("file_too_large")
    answer = _answer_from_child(data, _kind(name))
    if answer.track is None:
        raise ImportRefused(answer.refused)
    return answer.track


def _kind(name: str) -> str:
    ending = name.rpartition(".")[2].lower()
    return ending if ending in sandbox.READERS else "gpx"


def _answer_from_child(data: bytes, kind: str) -> sandbox.Answer:
    if not _free_processes.acquire(timeout=limits.WALL_SECONDS):
        raise ImportRefused("busy")
    try:
        done = _run_child(data, kind)
    except subprocess.TimeoutExpired:
        raise ImportRefused("took_too_long") from None
    finally:
        _free_processes.release()
    if done.returncode == sandbox.OUT_OF_MEMORY:
        raise ImportRefused("too_complex")
    try:
        return msgspec.json.decode(done.stdout, type=sandbox.Answer)
    except msgspec.DecodeError:
        complaint = done.stderr[-2000:].decode(errors="replace")
        log.warning("The import process ended with %s: %s", done.returncode, complaint)
        raise ImportRefused("unreadable") from None


def _run_child(data: bytes, kind: str) -> subprocess.CompletedProcess[bytes]:
    """Run the sandbox on the data; kill it after WALL_SECONDS."""
    return subprocess.run(  # noqa: S603 - our own interpreter and module; the name was looked up
        [sys.executable, "-m", sandbox.__name__, kind],
        input=data,
        capture_output=True,
        timeout=limits.WALL_SECONDS,
        cwd=_ROOT,
        env=_environment(),
        check=False,
    )


def _environment() -> dict[str, str]:
    """Where code is found, and none of the server's secrets."""
    inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    return {**inherited, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
