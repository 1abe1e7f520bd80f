"""What becomes of a job that fails? It is tried again, later and later; then it waits for a person, out of the way."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.utils import timezone

from config.kernel.jobs.dead import KEPT_DAYS, forget_old
from config.kernel.jobs.retrying import LONGEST_S, wait_s
from config.kernel.jobs.stalled import LOSSES, give_back
from config.kernel.models import JobFault
from config.tests.kernel.jobs.errands import Slow, bad, gone, hopeless, left, mark, slow

pytestmark = pytest.mark.django_db


def insert(name, **args):
    """A row as another release may have left it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ('inbox', %s, %s)",
            [name, json.dumps(args)],
        )


def waits():
    """How many seconds each waiting job has still to wait."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM scheduled_at - now())::float FROM procrastinate_jobs")
        return [row[0] for row in cursor.fetchall()]


def test_a_bad_job_among_good_ones_dies_and_the_others_finish(transactional_db, work, queue):
    """S-JO-1."""
    for number in range(4):
        mark.enqueue(number=number)
        if number == 1:
            bad.enqueue(number=99)
    work(faulty=True)
    assert left("mark") == [0, 1, 2, 3]
    assert queue() == [("test.bad", "todo", 1)]
    work(late=True, faulty=True)
    assert queue() == [("test.bad", "failed", 5)]


def test_it_waits_longer_each_time_up_to_an_hour():
    waited = [wait_s(ValueError(), attempts, 20) for attempts in range(12)]
    assert 3.7 < waited[0] < 6.3
    assert waited[0] < waited[1] < waited[2] < waited[3]
    assert LONGEST_S * 0.75 <= waited[-1] <= LONGEST_S * 1.25
    assert len({wait_s(ValueError(), 0, 4) for _ in range(10)}) > 1
    assert wait_s(ValueError(), 4, 4) is None


def test_a_fault_may_say_when_to_come_back(transactional_db, work):
    slow.enqueue()
    work(faulty=True)
    (wait,) = waits()
    assert 28 < wait < 32
    too_long = Slow()
    too_long.retry_after = 10**6
    assert wait_s(too_long, 0, 4) <= LONGEST_S + 1


@pytest.mark.parametrize("wrong", [-5, 0, "soon", None, float("nan")])
def test_a_senseless_wait_is_not_believed(wrong):
    fault = Slow()
    fault.retry_after = wrong
    assert 3.7 < wait_s(fault, 0, 4) < 6.3


@pytest.mark.parametrize(("job", "error"), [(hopeless, "Dead"), (gone, "DoesNotExist")])
def test_what_no_try_can_help_is_dead_at_once(work, queue, job, error):
    """S-JO-2: what it is about is gone."""
    job.enqueue()
    work(faulty=True)
    assert [row[1:] for row in queue()] == [("failed", 1)]
    assert error in JobFault.objects.get().error


@pytest.mark.parametrize(
    ("name", "args"),
    [("test.unknown", {}), ("test.mark", {"old": 1}), ("test.mark", {}), ("test.mark", {"number": 1, "more": 2})],
)
@pytest.mark.parametrize("committed", [True, False])
def test_what_this_release_does_not_know_is_dead_at_once(request, work, queue, name, args, committed):
    """S-JO-2."""
    if committed:
        request.getfixturevalue("transactional_db")
    insert(name, **args)
    mark.enqueue(number=1)
    work(faulty=True)
    assert queue() == [(name, "failed", 1)]
    assert left("mark") == [1]


def test_a_fault_is_kept_without_its_text(transactional_db, work, caplog):
    bad.enqueue(number=7)
    work(faulty=True)
    assert JobFault.objects.get().error.startswith("ValueError at config/tests/kernel/jobs/errands.py:")
    assert "ValueError" in caplog.text
    assert "a secret about" not in caplog.text


def test_arguments_that_do_not_fit_are_refused_when_enqueued(queue):
    refused = [(TypeError, {"nmber": 1}), (TypeError, {"number": object()}), (ValueError, {"number": "x" * 10**6})]
    for wrong, kwargs in refused:
        with pytest.raises(wrong):
            mark.enqueue(**kwargs)
    with pytest.raises(ValueError, match="aware"):
        mark.enqueue_at(timezone.now().replace(tzinfo=None), number=1)
    assert queue() == []


def test_a_job_that_ends_its_worker_each_time_dies(queue):
    insert("test.mark", number=1)
    with connection.cursor() as cursor:
        for tried in range(1, LOSSES + 1):
            cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
            assert give_back() == 1
            assert queue() == [("test.mark", "todo" if tried < LOSSES else "failed", tried)]
    assert give_back() == 0
    assert "worker was lost" in JobFault.objects.get().error


def test_a_job_of_a_living_worker_is_left_alone(queue):
    insert("test.mark", number=1)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id")
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", cursor.fetchone())
    assert give_back() == 0
    assert queue()[0][1] == "doing"


def test_the_dead_are_forgotten_after_a_month(work, queue):
    hopeless.enqueue()
    work(faulty=True)
    forget_old()
    assert len(queue()) == JobFault.objects.count() == 1
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = at - make_interval(days => %s)", [KEPT_DAYS + 1])
    forget_old()
    assert len(queue()) == JobFault.objects.count() == 0
