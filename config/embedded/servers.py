"""What do our own PostgreSQL and Redis have in common?"""

from __future__ import annotations

import abc
import shutil
import signal
import time
from pathlib import Path
from typing import IO, ClassVar

from config.children import Child, Children
from config.embedded.account import as_server_user, owned, server_environment
from config.embedded.errors import EmbeddedError
from config.embedded.state import socket_folder


class Server(abc.ABC):
    """A server as a direct child of this process, with a private socket folder and a log."""

    variable: ClassVar[str]  # of the environment; whoever sets it has a server of their own
    kind: ClassVar[str]  # names the log file and the socket folder
    stop_signal: ClassVar[signal.Signals]  # a clean, quick shutdown; sent by us, or for us when we die

    def __init__(self, state: Path, held: IO[str], children: Children) -> None:
        self.state, self.held, self.children = state, held, children
        self.child: Child | None = None
        self.sockets = owned(socket_folder(state / f"sock-{self.kind}"))

    @property
    @abc.abstractmethod
    def url(self) -> str:
        """Where it answers once started, as the value of `variable`."""

    @abc.abstractmethod
    def start(self, *, fast: bool = False) -> None:
        """Start it and return when it answers; raises EmbeddedError. `fast` gives up durability."""

    @abc.abstractmethod
    def is_ready(self, child: Child) -> bool:
        """Whether `child`, and not a predecessor, answers."""

    def run(self, *command: object, within_s: float) -> None:
        """Start `command` as the server and wait until it is ready, at most `within_s` seconds."""
        self.child = child = self.children.spawn(
            self.kind,
            command,
            log=self.state / f"{self.kind}.log",
            env=server_environment(),
            death_signal=self.stop_signal,
            pass_fds=[self.held.fileno()],
            **as_server_user(),
        )
        deadline = time.monotonic() + within_s
        while not self.is_ready(child):
            if child.has_ended or time.monotonic() > deadline:
                raise EmbeddedError(f"{self.kind} did not start, see {child.log}:\n{child.last_lines()}")
            time.sleep(0.02)

    def stop(self) -> None:
        """Shut down cleanly; harsher after 20 s."""
        if self.child:
            self.child.stop(self.stop_signal, within_s=20, insist=signal.SIGQUIT)
        if self.sockets.parent != self.state:
            shutil.rmtree(self.sockets, ignore_errors=True)
