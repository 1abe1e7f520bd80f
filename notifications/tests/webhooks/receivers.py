"""Who receives webhooks in the tests? Real servers on the loopback, good and bad."""

from __future__ import annotations

import gzip
import socket
import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from standardwebhooks import Webhook


class Received(NamedTuple):
    """A request as it came; header names in lower case."""

    path: str
    headers: Mapping[str, str]
    body: bytes
    at: float

    def verify(self, secret: str) -> Any:
        """What it says, if Standard Webhooks' own library takes its signature for good."""
        return Webhook(secret).verify(self.body, dict(self.headers))


Behaviour = Callable[[socket.socket], None]


def answering(status: int, body: bytes = b"", **headers: str) -> Behaviour:
    """A receiver that answers so, at once: `answering(429, retry_after="7")`."""

    def answer(connection: socket.socket) -> None:
        lines = [f"HTTP/1.1 {status} -", f"Content-Length: {len(body)}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        connection.sendall("\r\n".join([*lines, "", ""]).encode() + body)

    return answer


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """One after another; the last for good."""
    left = list(behaviours)

    def behave(connection: socket.socket) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(connection)

    return behave


def hang(connection: socket.socket) -> None:
    """Take the request and say nothing."""
    with suppress(OSError):
        connection.settimeout(30)
        connection.recv(1)


def drip(connection: socket.socket) -> None:
    """A byte of the answer now and then, for ever."""
    with suppress(OSError):
        connection.sendall(b"HTTP/1.1 200 OK\r\nX-Drip: ")
        while True:
            connection.sendall(b"a")
            time.sleep(0.05)


def endless(sent: list[int]) -> Behaviour:
    """A gigabyte of answer; notes how much of it was taken."""

    def pour(connection: socket.socket) -> None:
        block = b"x" * 65536
        with suppress(OSError):
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n")
            for _ in range(16384):
                connection.sendall(block)
                sent.append(len(block))

    return pour


def bomb(connection: socket.socket) -> None:
    """Ten megabytes, packed into ten kilobytes."""
    answering(200, gzip.compress(b"0" * 10_000_000), Content_Encoding="gzip")(connection)


class Receiver:
    """A server that keeps what it receives and behaves as it is told."""

    def __init__(self, behave: Behaviour, tls: Path | None = None) -> None:
        self.behave, self.received = behave, list[Received]()
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if tls else None
        if self.context:
            self.context.load_cert_chain(tls)
        receiver = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                receiver.handle(self.request)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads, allow_reuse_address, request_queue_size = True, True, 64

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        self.scheme = "https" if tls else "http"
        self.url = f"{self.scheme}://127.0.0.1:{self.port}/hook"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def handle(self, connection: socket.socket) -> None:
        """Read a request, keep it, behave."""
        with suppress(OSError):
            if self.context:
                connection = self.context.wrap_socket(connection, server_side=True)
            self.received.append(_read(connection))
            self.behave(connection)
        with suppress(OSError):
            connection.close()

    def close(self) -> None:
        """Listen no more."""
        self.server.shutdown()
        self.server.server_close()


def _read(connection: socket.socket) -> Received:
    connection.settimeout(10)
    data = b""
    while b"\r\n\r\n" not in data:
        data += _some(connection)
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    while len(body) < int(headers["content-length"]):
        body += _some(connection)
    return Received(first.split()[1], headers, body, time.monotonic())


def _some(connection: socket.socket) -> bytes:
    data = connection.recv(65536)
    if not data:
        raise OSError("gone")
    return data
