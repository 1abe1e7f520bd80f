"""How are the servers of a stage started otherwise than usual? On a socket that outlives them, or with a bad bell."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.request import urlopen

from config.listening import listen
from config.tests.live import PROJECT, START_S, House, free_port
from config.tests.stage import Stage


class StandingHouse(House):
    """A web server on a listening socket of ours, as the launcher's: who comes while it restarts waits in the queue."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.listener = listen("127.0.0.1", 0)
        super().__init__(environment, self.listener.getsockname()[1])

    def begin_web(self) -> None:
        """Start the web server, and do not wait for it."""
        fd = self.listener.fileno()
        command = [sys.executable, "-m", "config.serve", "--fd", str(fd)]
        self.web = subprocess.Popen(command, cwd=PROJECT, env=self.environment, pass_fds=[fd])

    def start_web(self) -> None:
        """Start the web server and wait until it answers."""
        self.begin_web()
        self.wait_web()

    def wait_web(self) -> None:
        """Wait until it answers."""
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline:
            with suppress(OSError), urlopen(f"{self.base}/healthz", timeout=5) as answer:
                if answer.status == 200:
                    return
        raise RuntimeError("the web server did not start")

    def stop(self) -> None:
        """End it, and listen no more."""
        super().stop()
        self.listener.close()


@contextmanager
def another_web(stage: Stage, **more: str) -> Iterator[House]:
    """One more web server of the stage, on a port of its own."""
    house = House(stage.house.environment | more, free_port())
    house.start_web()
    try:
        yield house
    finally:
        house.stop()


@contextmanager
def standing_web(stage: Stage, **more: str) -> Iterator[StandingHouse]:
    """One more web server of the stage, on a socket that outlives it."""
    house = StandingHouse(stage.house.environment | more)
    try:
        house.start_web()
        yield house
    finally:
        house.stop()


@contextmanager
def faulty_bell(stage: Stage, seed: int) -> Iterator[None]:
    """The stage's worker with a doorbell that loses and doubles."""
    ring_badly(stage.house, seed)
    try:
        yield
    finally:
        stage.house.kill("worker")
        stage.house.start_worker()


def ring_badly(house: House, seed: int) -> None:
    """Kill the worker, and start one whose doorbell loses and doubles."""
    house.kill("worker")
    environment = house.environment | {"FAULTS_SEED": str(seed)}
    command = [sys.executable, "-m", "config.tests.faults.worker"]
    house.worker = subprocess.Popen(command, cwd=PROJECT, env=environment)
