"""Does `manage.py demo live` go on, through an outage too, until it is told to stop?"""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from threading import Timer
from typing import IO, Any

import pytest
from django.db import connection

from config.tests.live import PROJECT, free_port, house_environment

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]
NAME, WITHIN_S = "demo-of-a-test", 60
Process = subprocess.Popen[str]


@pytest.fixture
def start() -> Iterator[Callable[..., Process]]:
    """Starts the command, at its fastest, saying what it does."""
    started: list[Process] = []
    watchdogs: list[Timer] = []

    def launch(**environment: str) -> Process:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "demo", "live", "--every", "1", "-v", "2"],
            cwd=PROJECT,
            env=house_environment(8000, DEMO="1", PYTHONUNBUFFERED="1", PGAPPNAME=NAME, **environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        watchdogs.append(Timer(WITHIN_S, process.kill))
        watchdogs[-1].start()
        return process

    yield launch
    for process, watchdog in zip(started, watchdogs, strict=True):
        watchdog.cancel()
        process.kill()
        process.wait(10)


def line_of(stream: IO[str] | None, text: str = "") -> str:
    """The next line that holds `text`, as soon as there is one; "" at the end."""
    assert stream is not None
    return next((line for line in stream if text in line), "")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_it_with_exit_status_0(start: Any, number: signal.Signals) -> None:
    living = start()
    assert len(line_of(living.stdout).split()) > 2
    living.send_signal(number)
    assert living.wait(10) == 0


def test_it_goes_on_after_the_database_has_cut_it_off(start: Any) -> None:
    """With a pool of connections, as on a person's machine: the idle ones are dead then, too, and none is used."""
    living = start(SLIPSTREAM_ENV="local", SECRET_KEY="s" * 60, JWT_KEY="j" * 60)
    assert line_of(living.stdout)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s", [NAME])
        assert cursor.rowcount > 0
    assert all(line_of(living.stdout) for _ in range(3))  # the first may have been written before
    assert living.poll() is None


def test_it_waits_for_a_database_that_is_not_there_and_still_stops(start: Any) -> None:
    living = start(DATABASE_URL=f"postgresql://nobody@127.0.0.1:{free_port()}/none")
    assert line_of(living.stderr, "the database is away, the demo waits")
    assert living.poll() is None
    living.send_signal(signal.SIGTERM)
    assert living.wait(15) == 0
