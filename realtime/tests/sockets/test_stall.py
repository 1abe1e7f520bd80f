"""What does a reader that stops reading cost the others? Little memory, no time, and it is soon gone."""

from __future__ import annotations

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from config.tests.devices import Sign
from realtime.tests.polling.test_poll import get

pytestmark = pytest.mark.django_db(transaction=True)
RUNS, POLLS = 250, 150


def stalled(house: Any, sign: Sign) -> socket.socket:
    """A socket that shakes hands, and then never reads."""
    raw = socket.socket()
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    raw.connect(("127.0.0.1", house.port))
    lines = [
        "GET /ws HTTP/1.1",
        f"Host: 127.0.0.1:{house.port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        f"Origin: {house.base}",
        f"Cookie: {sign.header()}",
    ]
    raw.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
    return raw


def memory_kb(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))


def test_a_stalled_reader_is_cut_off_and_hurts_nobody(alice: Any, bob: Any, run: Any, live: Any, house: Any) -> None:
    """P7, P8, S-WS-11 and S-WS-12."""
    healthy = live(alice)
    healthy.expect("social_data")
    raw = stalled(house, Sign.in_as(alice))
    time.sleep(1)
    before = memory_kb(house.web.pid)
    for number in range(RUNS):
        run(bob, title=f"Run {number}", description="x" * 5000)
    healthy.expect("friend_activity", within_s=30, title=f"Run {RUNS - 1}")
    time.sleep(12)
    grown = memory_kb(house.web.pid) - before
    raw.settimeout(5)
    read = 0
    try:
        while part := raw.recv(65_536):
            read += len(part)
    except ConnectionResetError:
        pass  # as good an end as any
    print(f"the stalled reader was sent {read // 1024} KB of {RUNS * 5} KB, the server grew by {grown} KB")
    assert read < 1_000_000, "it was still being served"
    assert grown < 8_000
    told = [frame for frame in healthy.place.applied if frame["type"] == "friend_activity"]
    assert (len(told), healthy.place.faults) == (RUNS, [])


def test_150_waiting_polls_are_all_answered_and_hold_no_connection(house: Any, live: Any, person: Any) -> None:
    """S-WS-14 and finding 6 of the stack."""
    from django.db import connection

    cache.clear()
    signs = [Sign.in_as(person(f"p{n}", password=None)) for n in range(POLLS // 2)]
    with ThreadPoolExecutor(POLLS) as pool:
        first = list(pool.map(lambda sign: get(house, sign, timeout=0)[1], signs))
        waiting = [
            pool.submit(get, house, sign, epoch=body["epoch"], last_poll_id=body["last_poll_id"], timeout=20)
            for sign, body in zip(signs, first, strict=True)
            for _ in range(2)
        ]
        time.sleep(10)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
            held = cursor.fetchone()[0]
        statuses = [poll.result()[0] for poll in waiting]
    assert held < 30, f"{held} connections while {POLLS} polls wait"
    assert statuses == [200] * POLLS
