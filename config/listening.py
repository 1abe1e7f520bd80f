"""Which socket does the web server listen on, and how long may a reader that stalls hold it up?"""

from __future__ import annotations

import contextlib
import socket

SEND_BUFFER_BYTES = 65536  # what the kernel may hold for a reader that does not read
STALLED_AFTER_MS = 10_000  # unacknowledged for so long: the kernel closes the connection
BACKLOG = 2048


def listen(host: str, port: int) -> socket.socket:
    """A listening socket on `host`, inheritable by children; `port` 0 takes a free one. Raises OSError.

    Connections made before the web server runs wait in its queue.
    """
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with contextlib.ExitStack() as undo:
        listener = undo.enter_context(socket.socket(family, kind, protocol))
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
        listener.set_inheritable(True)
        undo.pop_all()
    return listener


def limit_stalled_readers(listener: socket.socket) -> None:
    """Set, for each connection that comes in, what one that does not read may cost."""
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # not on macOS
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, STALLED_AFTER_MS)
