"""How does a job survive a crash? As a row of Procrastinate, written by the caller's own connection."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable

from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import Job as Row
from procrastinate.manager import JobManager

from config.kernel.jobs.port import Call

AT_ONCE = 1000
WOKEN = "procrastinate_any_queue_v1"

# The row stays locked until this transaction ends, and workers skip it until then: its run will see what we write.
HOLD = """
    WITH held AS (
        SELECT id FROM procrastinate_jobs
        WHERE status = 'todo' AND queueing_lock BETWEEN %s AND %s AND (scheduled_at IS NULL OR scheduled_at <= %s)
        LIMIT 1 FOR KEY SHARE SKIP LOCKED
    ) SELECT pg_notify(%s, json_build_object('type', 'job_inserted', 'job_id', id)::text) FROM held"""


class Durable:
    """Procrastinate's table, in our database.

    A manager of its own with Django's connector: Procrastinate's `defer()` leaves the transaction inside a worker.
    """

    def __init__(self) -> None:
        self.manager = JobManager(DjangoConnector(alias="default"))

    def put(self, calls: Iterable[Call]) -> None:
        """One row a call, in batches, unless a row that waits and can be held makes it needless."""
        with transaction.atomic():
            rows = [_row(call) for call in calls if not (call.once and _held(call))]
            for begin in range(0, len(rows), AT_ONCE):
                self.manager.batch_defer_jobs(rows[begin : begin + AT_ONCE])


def _row(call: Call) -> Row:
    return Row(
        queue=call.job.queue,
        priority=call.job.priority,
        lock=call.lock or None,
        queueing_lock=_digest(call) + secrets.token_hex(8) if call.once else None,
        task_name=call.job.name,
        task_kwargs=dict(call.kwargs),
        scheduled_at=call.at,
    )


def _held(call: Call) -> bool:
    key = _digest(call)
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [key + "0" * 16, key + "f" * 16, call.at or timezone.now(), WOKEN])
        return cursor.fetchone() is not None


def _digest(call: Call) -> str:
    """The key's part of Procrastinate's unique column. What follows it keeps rows apart: a taken job that fails could
    not wait again while a newer one with the very same value does."""
    return hashlib.blake2b(json.dumps([call.job.name, call.once]).encode(), digest_size=16).hexdigest()
