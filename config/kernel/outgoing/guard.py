"""Where does a connection really go? To an address that was checked, by whatever name it was asked for."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore2

from config.kernel.outgoing.addresses import Address, Policy
from config.kernel.outgoing.errors import Unsent
from config.kernel.outgoing.resolving import addresses_of
from config.kernel.outgoing.targets import Target

CONNECT_S = 5.0


def check(target: Target) -> list[Address]:
    """The addresses of `target`, looked up once, if requests may go to every one of them. Raises Unsent otherwise."""
    addresses = addresses_of(target.host, target.port, CONNECT_S)
    policy = Policy.now()
    if not all(policy.allows(address, target.port, target.scheme) for address in addresses):
        raise Unsent("address")
    return addresses


class Guard(httpcore2.NetworkBackend):
    """Connects to `target` only; reads and writes until `deadline` (monotonic seconds), and `room` bytes at most."""

    def __init__(self, target: Target, deadline: float, room: int) -> None:
        self.target, self.deadline, self.room = target, deadline, room

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """To the first address that answers of those that were checked: no name is looked up a second time."""
        end = min(self.deadline, time.monotonic() + CONNECT_S)
        for address in check(self.target):
            try:
                connected = socket.create_connection((str(address), port), timeout=_left(end))
            except TimeoutError:
                raise Unsent("timeout") from None
            except OSError:
                continue
            return Stream(connected, self.deadline, self.room)
        raise Unsent("connect")


class Stream(httpcore2.NetworkStream):
    """A socket with an end: whatever a drip of bytes does, nothing goes on after the deadline, or past the room."""

    def __init__(self, connected: socket.socket, deadline: float, room: int) -> None:
        self.socket, self.deadline, self.room = connected, deadline, room

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Some bytes. Raises Full where the room is used up."""
        if not self.room:
            raise Full
        self.socket.settimeout(_left(self.deadline))
        data = self.socket.recv(min(max_bytes, self.room))
        self.room -= len(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """All of it. Who refuses to read it may still have answered."""
        view = memoryview(buffer)
        while view:
            self.socket.settimeout(_left(self.deadline))
            try:
                view = view[self.socket.send(view) :]
            except ConnectionError as fault:
                raise httpcore2.WriteError from fault

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """The same, encrypted, if the other side proves to be `server_hostname`."""
        self.socket.settimeout(_left(self.deadline))
        try:
            secured = ssl_context.wrap_socket(self.socket, server_hostname=server_hostname)
        except BaseException:
            self.close()
            raise
        return Stream(secured, self.deadline, self.room)

    def close(self) -> None:
        self.socket.close()

    def get_extra_info(self, info: str) -> Any:
        """Nothing: neither a second protocol nor a second request is spoken here."""
        return None


class Full(Exception):
    """More has come than is read of an answer."""


def _left(deadline: float) -> float:
    """Seconds until then. Raises TimeoutError if there are none."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
