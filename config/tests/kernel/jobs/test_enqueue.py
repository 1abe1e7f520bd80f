"""Is a job part of the transaction that asks for it?"""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction
from django.utils import timezone

from config.kernel.jobs import job
from config.kernel.models import DoneFor
from config.tests.kernel.jobs.errands import bad, change_mind, left, mark, urgent
from config.tests.live import PROJECT
from config.tests.working import execute

pytestmark = pytest.mark.django_db


def test_a_committed_job_runs_once(transactional_db, work):
    with transaction.atomic():
        mark.enqueue(number=1)
        assert left("mark") == []
    work()
    work()
    assert left("mark") == [1]


def test_a_rolled_back_job_never_runs(transactional_db, work):
    with transaction.atomic():
        mark.enqueue(number=1)
        mark.enqueue(number=2, once="k")
        mark.enqueue_many([{"number": 3}])
        transaction.set_rollback(True)
    work()
    assert left("mark") == []


@pytest.mark.parametrize("fail", [True, False])
def test_the_same_inside_a_job(transactional_db, work, fail):
    """S-JO-4."""
    change_mind.enqueue(number=1, fail=fail)
    work()
    assert left("mark") == ([] if fail else [1])


def test_a_test_that_never_commits_runs_its_jobs_too(work):
    change_mind.enqueue(number=1, fail=False)
    change_mind.enqueue(number=2, fail=True)
    work()
    assert left("mark") == [1]


def test_higher_priorities_go_first_and_equals_in_order(work):
    for number in (1, 2):
        mark.enqueue(number=number)
    urgent.enqueue(number=9)
    work()
    order = DoneFor.objects.order_by("pk").values_list("person_id", flat=True)
    assert list(order) == [9, 1, 2]


def test_one_for_later_waits(work, queue):
    mark.enqueue_at(timezone.now() + timedelta(hours=1), number=1)
    mark.enqueue_at(timezone.now() - timedelta(hours=1), number=2)
    work()
    assert left("mark") == [2]
    work(late=True)
    assert left("mark") == [1, 2]


def test_many_are_enqueued_in_few_queries(work, queue, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        mark.enqueue_many([{"number": number} for number in range(2500)])
    assert len(queue()) == 2500


def test_one_that_waits_stands_for_a_second(work, queue):
    for key in ("a", "a", "b"):
        mark.enqueue(number=1, once=key)
    urgent.enqueue(number=1, once="a")
    assert len(queue()) == 3
    work()
    mark.enqueue(number=2, once="a")
    work()
    assert left("mark") == [1, 1, 1, 2]


def test_one_that_is_due_later_stands_for_none_that_is_due_now(work, queue):
    later = timezone.now() + timedelta(hours=1)
    mark.enqueue_at(later, number=1, once="a")
    mark.enqueue_at(later + timedelta(hours=1), number=2, once="a")
    assert len(queue()) == 1
    mark.enqueue(number=3, once="a")
    assert len(queue()) == 2


def test_one_that_runs_stands_for_none_and_can_still_be_tried_again(work, queue):
    """With one value of the unique column for both, neither the second nor the retry of the first could wait."""
    bad.enqueue(number=1, once="a")
    execute("UPDATE procrastinate_jobs SET status = 'doing'")
    bad.enqueue(number=2, once="a")
    execute(
        "SELECT procrastinate_retry_job_v2(id, now(), NULL, NULL, NULL) FROM procrastinate_jobs ORDER BY id LIMIT 1"
    )
    assert [status for _, status, _ in queue()] == ["todo", "todo"]


def test_one_that_stands_for_a_second_waits_for_what_that_one_wrote(transactional_db, work):
    """Otherwise it could run before the commit, and nobody would look again."""
    mark.enqueue(number=1, once="a")
    asked, looked = threading.Event(), threading.Event()

    def write() -> None:
        with transaction.atomic():
            mark.enqueue(number=2, once="a")
            asked.set()
            looked.wait(10)
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    asked.wait(10)
    work()
    assert left("mark") == []
    looked.set()
    writer.join()
    work()
    assert left("mark") == [1]


def test_two_who_ask_at_once_wait_for_nobody(transactional_db, work):
    with transaction.atomic():
        mark.enqueue(number=1, once="a")
        other = threading.Thread(target=lambda: (mark.enqueue(number=2, once="a"), connection.close()))
        other.start()
        other.join(5)
        assert not other.is_alive()
    work()
    assert left("mark") == [1, 2]


def test_every_feature_s_jobs_are_known_to_every_process():
    apps = ("config", "realtime", "social", "activities", "notifications")
    files = [path for app in apps for path in (PROJECT / app).rglob("jobs.py") if "tests" not in path.parts]
    assert files
    program = "import django, sys; django.setup(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=True)
    names = {".".join(path.relative_to(PROJECT).with_suffix("").parts) for path in files}
    assert names - set(done.stdout.split()) == set()


def test_two_jobs_cannot_have_one_name():
    with pytest.raises(ImproperlyConfigured):
        job("test.mark")(bad.function)
    with pytest.raises(ImproperlyConfigured):
        job("test.lost", queue="nowhere")


def test_a_failing_job_is_seen_by_the_test(work):
    bad.enqueue(number=1)
    with pytest.raises(AssertionError, match="ValueError at config/tests"):
        work()
