"""What does one client cost that opens a socket and never reads?"""

from __future__ import annotations

import socket
import time
from pathlib import Path
from typing import Any

EVENTS, PAD = 20_000, 2000  # 40 MB for it
GONE_S = 16  # the goal is 15


def stalled_reader(contender: Any) -> tuple[float, float]:
    """Send it 40 MB: how far the server has grown, in MB, and after how many seconds its connection was gone."""
    person = contender.people[contender.open_so_far]
    raw = _join(contender, person)
    time.sleep(1)
    before = contender.memory_kb()
    contender.publisher.say(f"one {EVENTS} 4000 {person[0]} {PAD}")
    began, most, gone = time.monotonic(), before, 0.0
    while time.monotonic() - began < GONE_S and not gone:
        time.sleep(0.25)
        most = max(most, contender.memory_kb())
        if not _is_open(contender.port, raw.getsockname()[1]):
            gone = time.monotonic() - began
    contender.publisher.hear("done")
    most = max(most, contender.memory_kb())
    raw.close()
    return (most - before) / 1000, gone or float("inf")


def _join(contender: Any, person: list[Any]) -> socket.socket:
    raw = socket.socket()
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    raw.connect(("127.0.0.1", contender.port))
    lines = [
        f"GET {contender.address(person)} HTTP/1.1",
        f"Host: 127.0.0.1:{contender.port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        f"Origin: http://127.0.0.1:{contender.port}",
        f"Cookie: {person[1]}",
    ]
    raw.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
    if contender.kind == "sio":
        time.sleep(0.5)
        raw.sendall(b"\x81\x82" + bytes(4) + b"40")
    return raw


def _is_open(port: int, client_port: int) -> bool:
    """Whether the server's end of the connection is established, as the kernel lists it."""
    ends = (f":{port:04X}", f":{client_port:04X}")
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        if fields[1].endswith(ends[0]) and fields[2].endswith(ends[1]):
            return fields[3] == "01"
    return False
