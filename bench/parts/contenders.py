"""Who is compared on the live path? Ours, stock Channels, Socket.IO: each a server, its sockets, and a publisher."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

from parts.measuring import Noise, cpu_us, percentile, resident_kb
from parts.starting import PROJECT

PARTS = Path(__file__).parent
PACKAGES = ("socket.io@4.8.4", "@socket.io/redis-adapter@8.3.0", "redis@6.3.1")
NODE_MODULES = PROJECT / ".venv/socketio-4.8.4"
START_S, PATIENCE_S = 30, 60


class Talker:
    """A child that is given orders by line and answers by line."""

    def __init__(self, *command: str, **environment: str) -> None:
        self.process = subprocess.Popen(
            command, env=os.environ | environment, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def say(self, line: str) -> None:
        """Give an order."""
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def hear(self, beginning: str = "") -> str:
        """The next line that begins so."""
        for line in self.process.stdout:
            if line.startswith(beginning):
                return line.strip()
        raise RuntimeError("the bench's own process has ended")

    def stop(self) -> None:
        """End it."""
        self.process.kill()
        self.process.wait()


class Contender(ABC):
    """One server with its sockets. `people` are those made by people.py; the rivals only take their ids."""

    name, kind, how = "", "ws", "stock"

    def __init__(self, stage: Any, people: list[list[Any]]) -> None:
        self.stage, self.people, self.talkers = stage, people, list[Talker]()
        self.environment = stage.house.environment | self.more()
        self.port, self.pid = self.start()
        self.load = self.talk(sys.executable, str(PARTS / "load.py"), self.kind, str(self.port))
        self.publisher = self.publish()
        self.publisher.hear("ready")
        self.open_so_far = 0

    def more(self) -> dict[str, str]:
        """What its processes find in their environment besides."""
        return {}

    def talk(self, *command: str) -> Talker:
        """A child of this contender."""
        self.talkers.append(Talker(*command, **self.environment))
        return self.talkers[-1]

    @abstractmethod
    def start(self) -> tuple[int, int]:
        """Start the server: its port and process."""

    def publish(self) -> Talker:
        """The publisher that goes with it."""
        return self.talk(sys.executable, str(PARTS / "publish.py"), self.how)

    def address(self, person: list[Any]) -> str:
        """The path a person's socket opens."""
        return f"/ws/{person[0]}/"

    def open(self, sockets: int) -> None:
        """Let there be so many sockets, each of another person, all welcomed."""
        for person in self.people[self.open_so_far : sockets]:
            self.load.say(f"open {self.address(person)}\t{person[1]}")
        self.open_so_far = sockets
        self.load.say("ready")
        came = int(self.load.hear("ready").split()[1])
        if came != sockets:
            raise RuntimeError(f"{self.name}: {came} of {sockets} sockets opened")

    def order(self, mode: str, events: int, rate: float, pad: int = 200) -> float:
        """Publish; the publisher's processor time in µs."""
        ids = ",".join(str(person[0]) for person in self.people[: self.open_so_far])
        self.publisher.say(f"{mode} {events} {rate} {ids} {pad}")
        return float(self.publisher.hear("done").split()[1])

    def measure(self, mode: str, events: int, rate: float) -> dict[str, float]:
        """What one delivered frame costs: `cpu` in µs, `p50` and `p99` in ms, `noise` in percent of a core."""
        self._round(mode, max(10, events // 4 // 10 * 10), rate)  # warm
        redis = self.stage.redis.process.pid
        noise = Noise([self.pid, redis, os.getpid(), *(talker.process.pid for talker in self.talkers)])
        before = cpu_us(self.pid)
        ages = self._round(mode, events, rate)
        used = cpu_us(self.pid) - before
        figures = {"cpu": used / len(ages), "p50": percentile(ages, 0.5), "p99": percentile(ages, 0.99)}
        return figures | {"noise": noise.percent()}

    def _round(self, mode: str, events: int, rate: float) -> list[float]:
        """Publish, and wait for all of it: the frames' ages."""
        expected = events * (self.open_so_far if mode == "all" else 100)
        self.load.say(f"count {expected} {PATIENCE_S} 0")
        self.load.hear("counting")
        self.order(mode, events, rate)
        came = json.loads(self.load.hear("{"))
        if came["frames"] != expected:
            raise RuntimeError(f"{self.name}: {came['frames']} of {expected} frames came")
        ages: list[float] = came["ages"]
        return ages

    def memory_kb(self) -> int:
        """Resident memory of the server."""
        return resident_kb(self.pid)

    def close(self) -> None:
        """End all of it."""
        for talker in reversed(self.talkers):
            talker.stop()


class Ours(Contender):
    """The product's own web server, everything on."""

    name, how = "ours", "ours"

    def start(self) -> tuple[int, int]:
        self.stage.house.start_web()
        return self.stage.house.port, self.stage.house.web.pid

    def address(self, person: list[Any]) -> str:
        return f"/ws?epoch={person[2]}&seq={person[3]}"  # with a position, so that no snapshot is asked for

    def close(self) -> None:
        super().close()
        self.stage.house.kill("web")


class Stock(Contender):
    """A consumer as the guide writes it, on the layer `layer`, served by the same server."""

    layer = "pubsub"

    def more(self) -> dict[str, str]:
        return {"LAYER": self.layer}

    def start(self) -> tuple[int, int]:
        port = free_port()
        command = ["uvicorn", "--app-dir", str(PARTS), "--port", str(port), "--ws", "websockets-sansio", "--loop",
                   "uvloop", "--ws-per-message-deflate", "false", "--log-level", "error", "stock:app"]  # fmt: skip
        return port, wait_for(self.talk(sys.executable, "-m", *command), port)


class StockPubsub(Stock):
    """On channels_redis.pubsub."""

    name, layer = "stock pubsub", "pubsub"


class StockCore(Stock):
    """On channels_redis.core."""

    name, layer = "stock core", "core"


class SocketIO(Contender):
    """Socket.IO with its Redis adapter, WebSocket only."""

    name, kind = "Socket.IO", "sio"

    def more(self) -> dict[str, str]:
        return {"NODE_PATH": str(NODE_MODULES / "node_modules"), "NODE_ENV": "production"}

    def start(self) -> tuple[int, int]:
        port = free_port()
        server = self.talk("node", str(PARTS / "socketio/server.js"), str(port), str(self.stage.redis.socket))
        return port, wait_for(server, port)

    def publish(self) -> Talker:
        return self.talk("node", str(PARTS / "socketio/publish.js"), str(self.stage.redis.socket))

    def address(self, person: list[Any]) -> str:
        return f"/socket.io/?EIO=4&transport=websocket&uid={person[0]}"


def socketio_is_here() -> bool:
    """Whether Node and its packages are, installing these once."""
    if not (shutil.which("node") and shutil.which("npm")):
        return False
    if not (NODE_MODULES / "node_modules").exists():
        command = ["npm", "install", "--prefix", str(NODE_MODULES), "--no-audit", "--no-fund", "--no-save", *PACKAGES]
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    return (NODE_MODULES / "node_modules/socket.io").exists()


def people_of(stage: Any, number: int) -> list[list[Any]]:
    """So many fresh people of the house, signed in: id, cookie, epoch, top."""
    command = [sys.executable, str(PARTS / "people.py"), str(number)]
    made = subprocess.run(command, env=stage.house.environment, check=True, capture_output=True, text=True)
    return [json.loads(line) for line in made.stdout.splitlines()]


def free_port() -> int:
    """A port that nobody has just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(talker: Talker, port: int) -> int:
    """Until it listens; its process."""
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and talker.process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 0.5).close()
        except OSError:
            time.sleep(0.05)
        else:
            return talker.process.pid
    raise RuntimeError("a rival did not start")
