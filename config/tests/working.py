"""How are the jobs run inside a test? `work()` runs what is due, to the end, and complains of a job that fails.

Rows that are committed are run by the real worker. Those of a test that never commits are seen by its own connection
only, so the same functions are called here, row by row.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import TransactionTestCase

from config.kernel.jobs.port import JOBS
from config.kernel.jobs.records import JobFault
from config.kernel.jobs.retrying import wait_s
from config.kernel.jobs.running import note, run
from config.kernel.jobs.workers import work_off
from config.tests.live import HOUSES

FETCH = "SELECT id, task_name, args, attempts FROM procrastinate_fetch_job_v2(NULL, NULL) WHERE id IS NOT NULL"
RETRY = "SELECT procrastinate_retry_job_v2(%s, now() + make_interval(secs => %s), NULL, NULL, NULL)"
FINISH = "SELECT procrastinate_finish_job_v1(%s, %s::procrastinate_job_status, %s)"
HURRY = "UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo' AND scheduled_at IS NOT NULL"


def execute(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Ask the test's own connection."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall()) if cursor.description else [(None,)] * cursor.rowcount


def run_row(job_id: int, name: str, args: Any, attempts: int) -> None:
    """What the worker does with a row, inside the test's transaction."""
    try:
        with transaction.atomic():
            run(name, json.loads(args) if isinstance(args, str) else args, job_id)
    except Exception as fault:
        note(job_id, fault)
        wait = wait_s(fault, attempts, JOBS[name].retries) if name in JOBS else None
        if wait is None:
            execute(FINISH, job_id, "failed", False)
        else:
            execute(RETRY, job_id, wait)
    else:
        execute(FINISH, job_id, "succeeded", True)


def run_due() -> None:
    """Everything that is due now, and what that enqueues in turn."""
    if connection.in_atomic_block:
        while rows := execute(FETCH):
            run_row(*rows[0])
    else:
        asyncio.run(work_off())


def faults() -> set[tuple[Any, ...]]:
    """Which jobs have failed so far, and why."""
    return set(JobFault.objects.values_list("job_id", "error", "at"))


@pytest.fixture
def work(db: None) -> Callable[..., None]:
    """Runs the waiting jobs: `work()`.

    `work(late=True)` also runs those that wait for a later time, tries again included. A job that fails fails the
    test, unless `work(faulty=True)`.
    """

    def run_jobs(*, late: bool = False, faulty: bool = False) -> None:
        before = faults()
        run_due()
        while late and execute(HURRY):
            run_due()
        new = {f"job {job_id}: {error}" for job_id, error, _ in faults() - before}
        assert faulty or not new, new

    return run_jobs


empty_the_tables = TransactionTestCase._fixture_teardown
PATIENCE_S = 3


def empty_the_queue_first(case: TransactionTestCase) -> None:
    """Procrastinate's tables are not Django's, so its flush leaves there what a test has committed.

    The worker of a standing house may be at a job just now: it is given the time to end, lest it write after the flush.
    """
    execute("DELETE FROM procrastinate_jobs WHERE status = 'todo'")
    deadline = time.monotonic() + PATIENCE_S
    while HOUSES and execute("SELECT FROM procrastinate_jobs WHERE status = 'doing'") and time.monotonic() < deadline:
        time.sleep(0.02)
    execute("DELETE FROM procrastinate_jobs")
    empty_the_tables(case)


TransactionTestCase._fixture_teardown = empty_the_queue_first
