"""What do clients cost that stop reading? X4: little memory, nobody's time, and they are soon gone."""

from __future__ import annotations

import socket
import statistics
import time
from pathlib import Path
from typing import Any

from config.tests.faults.figures import Figures
from config.tests.faults.scene import Scene
from config.tests.live import House
from config.tests.stage import Actor

STALLED, GONE_WITHIN_S, EACH_KB, SIZE = 20, 15, 2048, 5000
PAUSE_S = 0.05  # between the runs of a writer, so that nothing queues but what stalls
ESTABLISHED = "01"


def stalled(scene: Scene, events: int, seed: int) -> Figures:
    """X4: twenty that never read, twenty that do, while runs of 5 KB flow; first without, then with the twenty."""
    house, [erin, frank, gina] = scene.stage.house, scene.audience(["erin", "frank", "gina"])
    healthy = [scene.phone(), *(scene.phone(reads=False) for _ in range(9))]
    healthy += [scene.phone(erin, reads=False) for _ in range(10)]
    each = max(130, events // 2) // len(scene.friends)
    scene.finish(scene.write(each // 2, PAUSE_S, size=SIZE))
    scene.arrived(healthy)
    before_kb, calm = memory_kb(house), set(scene.answered)
    raws = [never_reads(house, actor) for actor in (frank, gina) for _ in range(STALLED // 2)]
    began = time.monotonic()
    writers = scene.write(each, PAUSE_S, first=each, size=SIZE)
    gone_s = _until_gone(house, raws, began)
    scene.finish(writers)
    scene.arrived(healthy)
    grown_kb = memory_kb(house) - before_kb
    figures = scene.examine("X4 twenty stop reading", healthy)
    figures.require(gone_s <= GONE_WITHIN_S + _filling_s(scene, calm, began), f"still there after {gone_s:.1f} s")
    figures.require(grown_kb < STALLED * EACH_KB, f"the server grew by {grown_kb} KB")
    ratio = _ratio(healthy, calm, scene.answered)
    figures.notes += [f"gone after {gone_s:.1f} s", f"grew by {grown_kb} KB", f"healthy median times {ratio:.2f}"]
    for raw in raws:
        raw.close()
    return figures


def never_reads(house: House, actor: Actor) -> socket.socket:
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
        f"Authorization: Bearer {actor.token}",
    ]
    raw.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
    return raw


def memory_kb(house: House) -> int:
    """What the web server holds."""
    assert house.web is not None
    status = Path(f"/proc/{house.web.pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))


def served(house: House, raws: list[socket.socket]) -> int:
    """How many of these connections the server still holds, as the kernel says."""
    ours = {f"{raw.getsockname()[1]:04X}" for raw in raws}
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    held = (row for row in rows if row[3] == ESTABLISHED and row[1].endswith(f":{house.port:04X}"))
    return sum(row[2].rpartition(":")[2] in ours for row in held)


def _until_gone(house: House, raws: list[socket.socket], began: float) -> float:
    """Seconds until the server holds none of them any more; at most a minute and a half."""
    while served(house, raws) and time.monotonic() - began < 90:
        time.sleep(0.1)
    return time.monotonic() - began


def _filling_s(scene: Scene, calm: set[int], began: float) -> float:
    """How long the writing itself took: the buffers of the twenty have to be filled first."""
    return max((at for pk, at in scene.answered.items() if pk not in calm), default=began) - began


def _ratio(healthy: list[Any], calm: set[int], answered: dict[int, float]) -> float:
    """Median delay of the healthy beside those who stall, over that without them."""
    delays: tuple[list[float], list[float]] = ([], [])
    for phone in healthy:
        for each in phone.heard():
            pk = each.frame["payload"]["activity_id"]
            if pk in answered:
                delays[pk not in calm].append(max(0.001, each.at - answered[pk]))
    return statistics.median(delays[1]) / statistics.median(delays[0])
