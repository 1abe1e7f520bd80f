"""Does the provider for tests keep the same promises, but for the crash?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from config.kernel.jobs.memory import Memory
from config.kernel.jobs.port import provider_called
from config.tests.kernel.jobs.errands import bad, change_mind, hopeless, left, mark, urgent

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def memory(settings):
    settings.JOB_PROVIDER = "memory"
    provider_called.cache_clear()
    kept = provider_called("memory")
    assert isinstance(kept, Memory)
    return kept


def test_a_committed_job_runs_once_and_a_rolled_back_one_never(memory, queue):
    with transaction.atomic():
        mark.enqueue(number=1)
        assert memory.waiting == []
    with transaction.atomic():
        mark.enqueue(number=2)
        transaction.set_rollback(True)
    memory.run_all()
    memory.run_all()
    assert left("mark") == [1]
    assert queue() == []


def test_the_same_inside_a_job(memory):
    change_mind.enqueue(number=1, fail=True)
    change_mind.enqueue(number=2, fail=False)
    memory.run_all()
    assert left("mark") == [2]


def test_priority_time_and_standing_in(memory):
    mark.enqueue(number=1, once="a")
    mark.enqueue(number=2, once="a")
    urgent.enqueue(number=9)
    mark.enqueue_at(timezone.now() + timedelta(hours=1), number=3)
    assert [call.kwargs["number"] for call in memory.waiting] == [1, 9, 3]
    memory.run_all()
    assert left("mark") == [1, 9]


def test_a_bad_job_dies_and_the_others_finish(memory):
    bad.enqueue(number=1)
    hopeless.enqueue()
    mark.enqueue(number=1)
    memory.run_all()
    assert left("mark") == [1]
    assert [(call.job.name, type(fault)) for call, fault in memory.dead] == [
        ("test.bad", ValueError),
        ("test.hopeless", type(memory.dead[1][1])),
    ]
