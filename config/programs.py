"""Which Python processes make up a running Slipstream, and how does one notice that they work?"""

from __future__ import annotations

import http.client
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

from config.children import Child, Children, stop_together

PROJECT = Path(__file__).resolve().parents[1]
PREPARED_WITHIN_S, READY_WITHIN_S, STOPPED_WITHIN_S = 600, 60, 10


class StartError(RuntimeError):
    """Slipstream cannot run; the message says why and what to do."""


@dataclass(frozen=True)
class Programs:
    """Our own processes: started alike, stopped together. Those that run are in `running`."""

    children: Children
    state: Path
    environment: dict[str, str]
    running: list[Child]

    def start(self, name: str, *arguments: object, fds: Iterable[int] = ()) -> Child:
        """Run Python with `arguments` in the project's folder, with a log of that name."""
        child = self.children.spawn(
            name,
            [sys.executable, *arguments],
            log=self.state / f"{name}.log",
            env=self.environment,
            cwd=PROJECT,
            pass_fds=fds,
        )
        self.running.append(child)
        return child

    def prepare(self) -> None:
        """Migrate, collect static files, load the demo; raises StartError with the end of the log."""
        child = self.start("prepare", "-m", "config.prepare")
        if child.process.wait(PREPARED_WITHIN_S):
            raise StartError(f"It could not be prepared, see {child.log}:\n{child.last_lines()}")
        self.running.remove(child)

    def wait_until_ready(self, host: str, port: int) -> None:
        """Ask /readyz there until it answers 200; raises StartError when that takes too long."""
        deadline = time.monotonic() + READY_WITHIN_S
        while not self._is_ready(host, port):
            refuse_ended(self.running)
            if time.monotonic() > deadline:
                raise StartError(f"It was not ready within {READY_WITHIN_S} seconds, see the logs in {self.state}.")
            time.sleep(0.1)

    def _is_ready(self, host: str, port: int) -> bool:
        """One question, in the name that visitors use."""
        connection = http.client.HTTPConnection(host, port, timeout=5)
        try:
            connection.request("GET", "/readyz", headers={"Host": urlsplit(self.environment["PUBLIC_URL"]).netloc})
            return connection.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def stop(self) -> None:
        """Stop all, with time to finish what they are at."""
        stop_together(self.running, STOPPED_WITHIN_S)


def watch(children: list[Child]) -> NoReturn:
    """Wait, for ever, that one of `children` ends; raises StartError then."""
    while True:
        refuse_ended(children)
        time.sleep(0.2)


def refuse_ended(children: Iterable[Child]) -> None:
    """Raise StartError with the end of its log if one of `children` has ended."""
    for child in children:
        if child.has_ended:
            status = child.process.returncode
            raise StartError(f"{child.name} ended by itself (status {status}), see {child.log}:\n{child.last_lines()}")
