"""Does a worker lose a job, or leave one lying, whatever happens to it?"""

from __future__ import annotations

import signal
import time

import pytest
from django.utils import timezone

from config.kernel.models import ScheduledRun
from config.tests.kernel.jobs.errands import export, left, mark, sleep, tally
from config.tests.working import execute

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_job_of_a_killed_worker_is_run_by_another(worker, queue, until):
    """S-JO-5."""
    sleep.enqueue(seconds=1.5, number=1)
    first = worker("--only", "jobs", "--lost-after", "1.5")
    until(lambda: queue() and queue()[0][1] == "doing")
    first.kill()
    first.wait()
    assert queue()[0][1] == "doing"
    worker("--only", "jobs", "--lost-after", "1.5")
    until(lambda: left("slept") == [1])
    until(lambda: queue() == [])


def test_a_thousand_jobs_two_workers_one_killed(worker, until):
    workers = [worker("--only", "jobs", "--lost-after", "1.5") for _ in range(2)]
    tally.enqueue_many([{"number": number} for number in range(1000)])
    until(lambda: len(left("tallied")) > 200)
    workers[0].kill()
    until(lambda: len(left("tallied")) >= 1000)
    time.sleep(0.2)
    assert left("tallied") == list(range(1000))


def test_no_job_has_to_wait_for_the_next_look(worker, queue, until):
    """A worker looks by itself every five seconds; it is told sooner, also while it looks."""
    worker("--only", "jobs")
    mark.enqueue(number=0)
    until(lambda: left("mark") == [0])
    for number in range(1, 25):
        mark.enqueue(number=number)
        until(lambda number=number: number in left("mark"), within_s=4)


def test_a_worker_that_is_stopped_finishes_its_job(worker, queue, until):
    process = worker()
    sleep.enqueue(seconds=1.5, number=1)
    until(lambda: queue() and queue()[0][1] == "doing")
    until(lambda: ScheduledRun.objects.filter(name="kernel.jobs").exists())
    mark.enqueue_many([{"number": 1}] * 3)
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    assert left("slept") == [1]
    assert len(queue()) + len(left("mark")) == 3


def test_a_worker_outlives_the_loss_of_its_connections(worker, until):
    begun = timezone.now()  # only the worker's connections: others of this process are needed by the tests after
    process = worker("--lost-after", "3")
    mark.enqueue(number=1)
    until(lambda: left("mark") == [1])
    execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        f" AND pid <> pg_backend_pid() AND backend_start > '{begun.isoformat()}'"
    )
    mark.enqueue(number=2)
    until(lambda: left("mark") == [1, 2])
    process.terminate()
    assert process.wait(20) == 0


def test_a_job_that_does_not_end_holds_up_the_stop_only_so_long(worker, queue, until):
    process = worker("--grace", "0.5")
    sleep.enqueue(seconds=30, number=1)
    until(lambda: queue() and queue()[0][1] == "doing")
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 0
    assert time.monotonic() - began < 15
    assert queue()[0][1] == "doing"


def test_long_jobs_of_one_queue_do_not_hold_up_another(worker, queue, until):
    worker("--grace", "0.1")
    export.enqueue_many([{"seconds": 20}] * 5)
    until(lambda: [status for _, status, _ in queue()].count("doing") == 2)
    mark.enqueue(number=1)
    until(lambda: left("mark") == [1], within_s=15)
