"""What do only the tests of jobs need? Worker processes that know the tests' jobs, and a look into the queue."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection

from config.tests.live import PROJECT, house_environment

PROGRAM = """
import sys, django
django.setup()
import config.tests.kernel.jobs.errands
from django.core.management import call_command
call_command("worker", *sys.argv[1:])
"""


@pytest.fixture
def worker(transactional_db: None) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Starts a worker process: `worker("--only", "jobs")`; killed after the test."""
    started = []

    def start(*options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", PROGRAM, *options]
        pooled = {"SLIPSTREAM_ENV": "local", "SECRET_KEY": "s" * 50, "JWT_KEY": "j" * 50, "LOG_LEVEL": "ERROR"}
        started.append(subprocess.Popen(command, cwd=PROJECT, env=house_environment(8000, **pooled)))
        return started[-1]

    yield start
    for process in started:
        process.send_signal(signal.SIGKILL)
        process.wait(10)


@pytest.fixture
def queue(db: None) -> Callable[[], list[tuple[Any, ...]]]:
    """The jobs that are not done: (name, status, attempts)."""

    def look() -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT task_name, status::text, attempts FROM procrastinate_jobs ORDER BY id")
            return cursor.fetchall()

    return look


@pytest.fixture
def until() -> Callable[..., None]:
    """Waits until something is so: `until(lambda: …)`."""

    def wait(seen: Callable[[], Any], within_s: float = 60) -> None:
        deadline = time.monotonic() + within_s
        while not seen():
            assert time.monotonic() < deadline, "it did not come to pass"
            time.sleep(0.05)

    return wait
