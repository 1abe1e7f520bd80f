"""How is the live side tested? With the real server and worker as processes, and devices that talk to them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from urllib.request import urlopen

import pytest
from django.core.management.base import CommandError
from django.db import OperationalError, connection
from django.test import TransactionTestCase

from config.tests.devices import Device, PollDevice, Sign
from realtime.streams.position import open_stream_sync

PROJECT = Path(__file__).resolve().parents[2]
START_S = 120  # on a machine that does much else
RELAYS = """
    SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database
    WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND datname = current_database()"""

WAITING = """
    SELECT EXISTS (SELECT FROM outbox WHERE error = '') OR EXISTS (
        SELECT FROM procrastinate_jobs
        WHERE status = 'doing' OR status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now()))"""


def free_port() -> int:
    """A port that nobody has just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


empty_the_tables = TransactionTestCase._fixture_teardown
TRIES = 5


def empty_patiently(case: TransactionTestCase) -> None:
    """Empty the tables after a test, again if a server that still answers somebody was in the way.

    TRUNCATE and a request that reads several tables may each wait for the other; PostgreSQL then ends one of them.
    """
    for tried in range(1, TRIES + 1):
        try:
            empty_the_tables(case)
            return
        except CommandError as fault:
            if tried == TRIES or not isinstance(fault.__cause__, OperationalError):
                raise


TransactionTestCase._fixture_teardown = empty_patiently
HOUSES: list[House] = []  # those that run in this process of the tests


class House:
    """A web server and a worker on the test's database, as processes that can be killed and started again."""

    def __init__(self, environment: dict[str, str], port: int) -> None:
        self.environment, self.port = environment, port
        self.base = f"http://127.0.0.1:{port}"
        self.web: subprocess.Popen[bytes] | None = None
        self.worker: subprocess.Popen[bytes] | None = None

    def start_web(self) -> None:
        """Start the web server and wait until it answers."""
        self.web = self._start("-m", "config.serve", "--host", "127.0.0.1", "--port", str(self.port))
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline:
            with suppress(OSError), urlopen(f"{self.base}/healthz", timeout=5) as answer:
                if answer.status == 200:
                    return
            time.sleep(0.05)
        raise RuntimeError("the web server did not start")

    def start_worker(self) -> None:
        """Start the relay."""
        self.worker = self._start("manage.py", "worker")

    def kill(self, which: str, sig: signal.Signals = signal.SIGKILL) -> None:
        """End one of them, by default as a crash would."""
        process = getattr(self, which)
        if process is not None:
            process.send_signal(sig)
            process.wait(20)
            setattr(self, which, None)

    def stop(self) -> None:
        """End both."""
        self.kill("web", signal.SIGTERM)
        self.kill("worker", signal.SIGTERM)

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, *arguments], cwd=PROJECT, env=self.environment)


def database_url() -> str:
    """The address of the database this test runs on."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))


def house_environment(port: int, **more: str) -> dict[str, str]:
    """What a server of the test is started with."""
    base = f"http://127.0.0.1:{port}"
    return {
        **os.environ,
        "DATABASE_URL": database_url(),
        "PUBLIC_URL": base,
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "LIVE_TEST_ROUTES": "1",
        **more,
    }


def something_waits() -> bool:
    """Whether a committed event is still to be relayed, or a job that is due to be run."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return bool(cursor.fetchone()[0])


def has_all(device: Any, person: Any) -> bool:
    """Whether a device stands at the end of its person's stream."""
    standing = open_stream_sync(person.pk)
    return standing is None or (standing.epoch, standing.top) == (device.place.epoch, device.place.seq)


def wait_for_the_relay() -> None:
    """Until a relay holds its lock on this test's database."""
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(RELAYS)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    raise RuntimeError("no relay leads")


@pytest.fixture(scope="session")
def standing_house(django_db_setup: None) -> Iterator[House]:
    """One web server and one worker for all tests of this process."""
    port = free_port()
    house = House(house_environment(port), port)
    house.start_web()
    house.start_worker()
    HOUSES.append(house)
    yield house
    HOUSES.remove(house)
    house.stop()


@pytest.fixture
def house(standing_house: House, transactional_db: None) -> House:
    """The web server and the worker, both running, whatever the test before did to them."""
    if standing_house.web is None:
        standing_house.start_web()
    if standing_house.worker is None:
        standing_house.start_worker()
    wait_for_the_relay()
    return standing_house


@pytest.fixture
def alone() -> None:
    """No worker but the test's own: another would take its events away."""
    for house in HOUSES:
        house.kill("worker", signal.SIGTERM)


@pytest.fixture(autouse=True)
def nobody_relays_unasked(request: pytest.FixtureRequest) -> None:
    """A test that commits and asks for no house finds its events where it left them: in the outbox."""
    marker = request.node.get_closest_marker("django_db")
    commits = "transactional_db" in request.fixturenames or (marker and marker.kwargs.get("transaction"))
    if HOUSES and commits and "house" not in request.fixturenames:
        request.getfixturevalue("alone")


@pytest.fixture
def live(house: House, transactional_db: None) -> Iterator[Callable[..., Any]]:
    """Opens devices: `live(alice)` a socket, `live(alice, by="poll")` a long poll; closed after the test."""
    opened: list[Any] = []

    def open_device(person: Any, by: str = "socket", **options: Any) -> Any:
        kind = {"socket": Device, "poll": PollDevice}[by]
        device = kind(house.base, Sign.in_as(person), **options)
        device.told = lambda: not something_waits() and has_all(device, person)
        opened.append(device)
        return device

    yield open_device
    for device in opened:
        device.close()


@pytest.fixture(params=["socket", "poll"])
def way(request: pytest.FixtureRequest) -> str:
    """Both ways to be live: a journey that takes this runs once over each."""
    return str(request.param)
