"""Where do whole-system faults play? On a Slipstream of its own: a database, a Redis, a web server and a worker."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import httpx
import psycopg
import pytest

from config.embedded.account import as_server_user, owned, server_environment
from config.embedded.redis import server_program
from config.tests.cast import PASSWORD
from config.tests.devices import Device, Place, PollDevice, Sign
from config.tests.live import PROJECT, House, free_port
from config.tests.turns import alone

PATIENCE_S = 90


def template() -> str:
    """The name of the database that the stages of this run are copies of."""
    return f"stage_of_{Path(os.environ['SLIPSTREAM_STATE']).name}"


def address_of(database: str) -> str:
    """The address of a database beside the one that is named."""
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}"))


def pytest_unconfigure() -> None:
    """Leave no database behind where PostgreSQL is not our own."""
    if "PYTEST_XDIST_WORKER" not in os.environ and "DATABASE_URL" in os.environ:
        with suppress(psycopg.Error), psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{template()}" WITH (FORCE)')


class OwnRedis:
    """A Redis that can be killed, emptied, and started again with or without its data."""

    def __init__(self, folder: Path) -> None:
        self.folder = owned(folder)
        self.program = server_program(folder)
        self.socket = folder / "r.sock"
        self.url = f"unix://{self.socket}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it with whatever data is in its folder, and wait until it answers."""
        options = [
            "--port",
            "0",
            "--unixsocket",
            self.socket,
            "--unixsocketperm",
            "777",
            "--dir",
            self.folder,
            "--save",
            "",
        ]
        self.process = subprocess.Popen(
            [str(part) for part in (self.program, *options)],
            stdout=subprocess.DEVNULL,
            env=server_environment(),
            **as_server_user(),
        )
        deadline = time.monotonic() + PATIENCE_S
        while not self._answers():
            assert time.monotonic() < deadline, "Redis did not start"
            time.sleep(0.02)

    def kill(self) -> None:
        """End it as a crash would."""
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None
        self.socket.unlink(missing_ok=True)

    def client(self) -> Any:
        """A client of it."""
        import redis

        return redis.Redis.from_url(self.url)

    def _answers(self) -> bool:
        import redis

        with suppress(redis.RedisError):
            return bool(self.client().ping())
        return False


class Stage:
    """A whole Slipstream, with people who act through REST only."""

    def __init__(self, folder: Path, **more: str) -> None:
        self.redis = OwnRedis(folder / "redis")
        self.redis.start()
        self.database = f"stage_{uuid.uuid4().hex[:12]}"
        self.maintenance, self.url = os.environ["DATABASE_URL"], address_of(self.database)
        port = free_port()
        environment = os.environ | {
            "DATABASE_URL": self.url,
            "REDIS_URL": self.redis.url,
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
            "ALLOWED_HOSTS": "127.0.0.1",
            "SLIPSTREAM_STATE": str(folder),
            "EMAIL_PROVIDER": "none",
            "DEMO": "1",
            "SIGNUPS_PER_MINUTE": "10000",
            **more,
        }
        environment.pop("REDIS_PREFIX", None)
        self.house = House(dict(environment), port)
        try:
            self._create_database()
        except BaseException:
            self.redis.kill()
            raise

    def _create_database(self) -> None:
        """As a copy of one that is migrated once a run, for that takes many seconds. Stages are made one at a time."""
        with psycopg.connect(self.maintenance, autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template()]).fetchone():
                connection.execute(f'DROP DATABASE IF EXISTS "{template()}_new"')
                connection.execute(f'CREATE DATABASE "{template()}_new"')
                self.manage("migrate", "-v0", DATABASE_URL=address_of(f"{template()}_new"))
                connection.execute(f'ALTER DATABASE "{template()}_new" RENAME TO "{template()}"')
            connection.execute(f'CREATE DATABASE "{self.database}" TEMPLATE "{template()}"')
        if self.house.environment.get("EXTENSIONS") != os.environ.get("EXTENSIONS"):
            self.manage("migrate", "-v0")  # the tables of its own apps

    def manage(self, *arguments: str, **more: str) -> None:
        """Run a command of manage.py."""
        command, environment = [sys.executable, "manage.py", *arguments], self.house.environment | more
        subprocess.run(command, cwd=PROJECT, env=environment, check=True)

    def open(self) -> None:
        """Start web and worker."""
        self.house.start_web()
        self.house.start_worker()

    def close(self) -> None:
        """Stop and remove everything."""
        self.house.stop()
        self.redis.kill()
        with psycopg.connect(self.maintenance, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{self.database}" WITH (FORCE)')

    def person(self, username: str) -> Actor:
        """Signs somebody up."""
        return Actor(self, username)

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """What PostgreSQL holds: the truth."""
        with psycopg.connect(self.url) as connection:
            return connection.execute(sql, values).fetchall()

    def execute(self, sql: str, *values: Any) -> None:
        """Change something that has no face of its own."""
        with psycopg.connect(self.url) as connection:
            connection.execute(sql, values)

    def standing(self, person_id: int) -> tuple[str, int]:
        """The epoch of a person's stream, and its newest entry; ("", 0) while there is none."""
        epoch, top = self.redis.client().hmget(f"slipstream:stream:{{{person_id}}}:meta", "epoch", "top")
        return (epoch or b"").decode(), int(top or 0)

    def wait_until_told(self, within_s: float = PATIENCE_S) -> None:
        """Until the outbox is empty."""
        deadline = time.monotonic() + within_s
        while self.rows("SELECT count(*) FROM outbox WHERE error = ''")[0][0]:
            assert time.monotonic() < deadline, "events still wait"
            time.sleep(0.05)


class Actor:
    """A person with a token. A request that fails for want of a server is tried again with the same key."""

    def __init__(self, stage: Stage, username: str) -> None:
        self.stage, self.username = stage, username
        self.http = httpx.Client(base_url=stage.house.base, timeout=10)
        body = {"username": username, "email": f"{username}@example.org", "password": PASSWORD}
        answer = self.http.post("/api/v1/auth/signup", json=body)
        assert answer.status_code in (200, 201), answer.text
        self.token = answer.json()["access"]
        self.http.headers["Authorization"] = f"Bearer {self.token}"
        self.id = self.ask("GET", "users/me").json()["id"]
        self.retries = 0

    def ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        """A request, until a server answers it (not 5xx); each try carries the same Idempotency-Key."""
        headers = {"Idempotency-Key": uuid.uuid4().hex}
        deadline = time.monotonic() + PATIENCE_S
        while True:
            with suppress(httpx.TransportError):
                answer = self.http.request(method, f"/api/v1/{path}", headers=headers, **options)
                if answer.status_code < 500:
                    return answer
            assert time.monotonic() < deadline, f"{method} {path} is not answered"
            self.retries += 1
            time.sleep(0.05)

    def another(self) -> Actor:
        """The same person at another client, which may be used on another thread."""
        twin = object.__new__(Actor)
        twin.stage, twin.username, twin.token, twin.id, twin.retries = self.stage, self.username, self.token, self.id, 0
        twin.http = httpx.Client(base_url=self.stage.house.base, timeout=10, headers=self.http.headers)
        return twin

    def post_run(self, title: str) -> int:
        """Record a run for friends; its id."""
        body = {
            "activity_type": "run",
            "title": title,
            "distance_km": 5,
            "duration_minutes": 30,
            "visibility": "friends",
        }
        answer = self.ask("POST", "activities", json=body)
        assert answer.status_code == 201, answer.text
        return int(answer.json()["id"])

    def befriend(self, other: Actor) -> None:
        """Become friends."""
        assert self.ask("POST", f"friends/request/{other.id}").status_code == 201
        assert other.ask("POST", f"friends/accept/{self.id}").status_code == 200

    def device(self, place: Place | None = None, by: str = "socket") -> Any:
        """A device of this person."""
        if by == "poll":
            return PollDevice(self.stage.house.base, Sign(token=self.token), place=place)
        return Device(self.stage.house.base, Sign(token=self.token), place=place)


class Steady:
    """A device that comes back with its position whenever it is cut off, as the client library does."""

    def __init__(self, actor: Actor, by: str = "socket") -> None:
        self.actor, self.by, self.place, self.cuts = actor, by, Place(), 0
        self.device: Any = None
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while not self._over.is_set():
            try:
                self.device = self.actor.device(self.place, self.by)
                self.device.wait_closed(self._over)
                self.cuts += 1
            except (OSError, Exception):
                self._over.wait(0.1)

    def wait_for(self, seen: Any, within_s: float = PATIENCE_S) -> None:
        """Until `seen(place)` is true."""
        deadline = time.monotonic() + within_s
        while not seen(self.place) and time.monotonic() < deadline:
            time.sleep(0.05)

    def close(self) -> None:
        """Leave for good."""
        self._over.set()
        if self.device is not None:
            self.device.close()


@contextmanager
def staged(folder: Path, **more: str) -> Iterator[Stage]:
    """A stage, opened and closed; `more` is set in its environment. One at a time, whatever the number of processes."""
    with alone():
        stage = Stage(folder, **more)
        try:
            stage.open()
            yield stage
        finally:
            stage.close()


@pytest.fixture
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A whole Slipstream of this test's own."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="slip-") as folder:
        Path(folder).chmod(0o755)
        with staged(Path(folder)) as stage:
            yield stage
