"""How is a stranger's file read where it can do no harm? In a process of its own, with limits, that knows no secret."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

OUT_OF_MEMORY = 75

_ROOT = Path(__file__).resolve().parents[2]
_INHERITED = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")  # some Pythons do not start without


def limit_this_process(*, memory_bytes: int, cpu_seconds: int) -> None:
    """Bound memory, processor time and written files of this process, for good.

    For the child to call before it reads: code between fork and exec is not safe in a server with threads.
    """
    _limit(resource.RLIMIT_CPU, cpu_seconds)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    if sys.platform == "linux":  # macOS has the constant and refuses every value
        _limit(resource.RLIMIT_AS, memory_bytes)


def run_confined(module: str, data: bytes, *, wall_seconds: float) -> subprocess.CompletedProcess[bytes]:
    """Run `python -m module` with `data` on its standard input; it is killed after `wall_seconds`.

    Raises subprocess.TimeoutExpired then. The module limits itself (limit_this_process)
    and should start fast: no Django.
    """
    return subprocess.run(  # noqa: S603 - our own interpreter and our own module
        [sys.executable, "-m", module],
        input=data,
        capture_output=True,
        timeout=wall_seconds,
        cwd=_ROOT,
        env=_environment(),
        check=False,
    )


def _environment() -> dict[str, str]:
    """Where code is found, and none of the server's secrets."""
    inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    return {**inherited, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def _limit(which: int, most: int) -> None:
    _, hard = resource.getrlimit(which)
    allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(which, (allowed, allowed))
