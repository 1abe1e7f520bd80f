"""What are the addresses of a name? Asked once a request, and not for longer than there is time."""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Callable
from ipaddress import ip_address

from config.kernel.outgoing.addresses import Address
from config.kernel.outgoing.errors import Unsent


def system_look_up(host: str, port: int) -> list[str]:
    """What the system answers: its hosts file, its name servers, and every spelling of a number it knows."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


look_up: Callable[[str, int], list[str]] = system_look_up
"""The one place where names become addresses. Tests put a resolver of their own here."""


def addresses_of(host: str, port: int, within_s: float) -> list[Address]:
    """All addresses of `host`. Raises Unsent for a name nobody knows, or that takes longer.

    In a thread, for the system's own limit is half a minute; one that is late is left to end by itself.
    """
    answers: queue.SimpleQueue[list[str]] = queue.SimpleQueue()
    threading.Thread(target=_ask, args=(look_up, host, port, answers), daemon=True).start()
    try:
        found = answers.get(timeout=max(within_s, 0.001))
    except queue.Empty:
        raise Unsent("timeout") from None
    if not found:
        raise Unsent("name")
    return [ip_address(text) for text in found]


def _ask(ask: Callable[[str, int], list[str]], host: str, port: int, answers: queue.SimpleQueue[list[str]]) -> None:
    try:
        answers.put(ask(host, port))
    except (OSError, UnicodeError):
        answers.put([])
