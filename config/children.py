"""How do the processes we start end when we do, even when we are killed?

On Linux the kernel sends a signal we choose. Elsewhere a watchdog does. Standard library only.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LINUX = sys.platform == "linux"
PR_SET_PDEATHSIG = 1


def die_with_parent(death_signal: signal.Signals = signal.SIGTERM, *, parent: int | None = None) -> None:
    """Have the kernel send us `death_signal` when our parent dies; does nothing where it cannot (not Linux).

    `parent` is the process that started us, so that its death before this call is noticed too; a process of
    multiprocessing knows it by itself.
    """
    if not LINUX:
        return
    if parent is None and (started_by := multiprocessing.parent_process()):
        parent = started_by.pid
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(death_signal))
    if parent is not None and os.getppid() != parent:
        os._exit(1)


@dataclass
class Child:
    """A process of ours and where it writes what it has to say."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def has_ended(self) -> bool:
        """True once it is gone, for whatever reason."""
        return self.process.poll() is not None

    def last_lines(self, count: int = 15) -> str:
        """The end of its log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-count:])

    def stop(self, asked: signal.Signals, within_s: float, insist: signal.Signals = signal.SIGKILL) -> None:
        """Send `asked`; send `insist` if it is still there after `within_s`; return when it has gone."""
        if not self.has_ended:
            self.process.send_signal(asked)
        try:
            self.process.wait(within_s)
        except subprocess.TimeoutExpired:
            self.process.send_signal(insist)
            self.process.wait(10)


def stop_together(children: Iterable[Child], within_s: float) -> None:
    """SIGTERM to all at once, SIGKILL to those that are left after `within_s` seconds."""
    children = list(children)
    for child in children:
        if not child.has_ended:
            child.process.terminate()
    deadline = time.monotonic() + within_s
    for child in children:
        child.stop(signal.SIGTERM, max(0.0, deadline - time.monotonic()))


class Watchdog:
    """Ends processes when this one is gone, where the kernel cannot (macOS).

    A tiny child reads a pipe whose only writer is this process. End of file means that we died.
    """

    CODE = (
        "import os, sys\n"
        "for pid, sig in [map(int, line.split()) for line in sys.stdin]:\n"  # a list: first all, then kill
        "    try: os.kill(pid, sig)\n"
        "    except OSError: pass\n"
    )

    def __init__(self) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - our own Python and code
            [sys.executable, "-I", "-c", self.CODE], stdin=subprocess.PIPE, start_new_session=True, bufsize=0
        )

    def watch(self, pid: int, death_signal: signal.Signals) -> None:
        """Send `death_signal` to `pid` when this process ends."""
        if self.process.stdin:
            self.process.stdin.write(f"{pid} {int(death_signal)}\n".encode())

    def stop(self) -> None:
        """Forget everything; call it when the children are down, lest it hit a process id used again."""
        self.process.kill()
        self.process.wait()


class Children:
    """Starts processes that do not outlive this one. Close it when all of them have been stopped."""

    def __init__(self) -> None:
        self.watchdog = None if LINUX else Watchdog()

    def spawn(
        self,
        name: str,
        command: Iterable[object],
        *,
        log: Path,
        env: Mapping[str, str],
        death_signal: signal.Signals = signal.SIGTERM,
        **options: Any,
    ) -> Child:
        """Start `command`; call it from the main thread, for on Linux the signal comes when the *thread* ends.

        The child has a session of its own: Ctrl-C reaches only us, and we decide who goes first.
        """
        if threading.current_thread() is not threading.main_thread():
            raise RuntimeError("start child processes from the main thread")
        parent = os.getpid()

        def in_child() -> None:  # runs after setuid, which would clear the death signal
            die_with_parent(death_signal, parent=parent)
            os.umask(0o077)

        with open(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "wb") as output:
            process = subprocess.Popen(  # noqa: S603 - the caller's own programs
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env=env,
                preexec_fn=in_child,  # noqa: PLW1509 - we have one thread
                start_new_session=True,
                **options,
            )
        if self.watchdog:
            self.watchdog.watch(process.pid, death_signal)
        return Child(name, process, log)

    def close(self) -> None:
        """Let go of the watchdog, where there is one."""
        if self.watchdog:
            self.watchdog.stop()
