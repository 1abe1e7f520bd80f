"""What does the web server do to a reader that stalls, and what do its workers do when it is killed?"""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.children import Children
from config.listening import SEND_BUFFER_BYTES, STALLED_AFTER_MS, limit_stalled_readers, listen
from config.tests.launcher.outside import PROJECT

WORKERS = 2


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A listening socket on a free port."""
    with listen("127.0.0.1", 0) as listener:
        yield listener


def test_a_connection_holds_little_for_a_reader_that_stalls(listener: socket.socket) -> None:
    limit_stalled_readers(listener)
    with socket.create_connection(listener.getsockname()), listener.accept()[0] as accepted:
        doubled_by_linux = 2 * SEND_BUFFER_BYTES
        assert SEND_BUFFER_BYTES <= accepted.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF) <= doubled_by_linux
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == STALLED_AFTER_MS


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux tells a worker of its parent's death.")
def test_workers_of_a_killed_web_server_let_go_of_port_and_visitors(listener: socket.socket, tmp_path: Path) -> None:
    address, fd = listener.getsockname(), listener.fileno()
    command = [sys.executable, "-m", "config.serve", "--fd", fd, "--workers", WORKERS]
    web = Children().spawn("web", command, log=tmp_path / "log", env=os.environ, cwd=PROJECT, pass_fds=[fd])
    listener.close()
    with socket.create_connection(address, timeout=30) as visitor:
        visitor.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert visitor.recv(65536).startswith(b"HTTP/1.1 "), web.last_lines()
        web.stop(signal.SIGKILL, within_s=10)
        visitor.settimeout(10)
        while visitor.recv(65536):  # until the end that a worker makes when it goes
            continue
    assert _is_free_within(10, address)


def _is_free_within(seconds: float, address: tuple[str, int]) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(address):
                return True
        time.sleep(0.1)
    return False
