"""What can be done about a dead job? It can be tried again, or forgotten."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, transaction

from config.kernel.jobs.records import DEAD, JobFault

REVIVE = """
    UPDATE procrastinate_jobs SET status = 'todo', attempts = 0, scheduled_at = NULL, worker_id = NULL
    WHERE id = ANY(%s) AND status::text = ANY(%s) RETURNING id, pg_notify(
        'procrastinate_any_queue_v1', json_build_object('type', 'job_inserted', 'job_id', id)::text)"""
FORGET = "DELETE FROM procrastinate_jobs WHERE id = ANY(%s) AND status::text = ANY(%s) RETURNING id"
FORGET_OLD = """
    DELETE FROM procrastinate_jobs AS job WHERE status::text = ANY(%s) AND NOT EXISTS (
        SELECT FROM procrastinate_events WHERE job_id = job.id AND at > now() - make_interval(days => %s))"""
KEPT_DAYS = 30


def revive(ids: Iterable[int]) -> set[int]:
    """Have dead jobs tried again, with all their tries; the ids of those that were still dead."""
    return _each(REVIVE, ids)


def forget(ids: Iterable[int]) -> set[int]:
    """Delete dead jobs and what is known of them; the ids of those that were still dead."""
    with transaction.atomic():
        gone = _each(FORGET, ids)
        JobFault.objects.filter(job_id__in=gone).delete()
    return gone


def forget_old() -> None:
    """Delete the jobs that died a month ago, and the faults of jobs that are gone."""
    with connection.cursor() as cursor:
        cursor.execute(FORGET_OLD, [list(DEAD), KEPT_DAYS])
        cursor.execute("DELETE FROM job_faults WHERE job_id NOT IN (SELECT id FROM procrastinate_jobs)")


def _each(sql: str, ids: Iterable[int]) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(ids), list(DEAD)])
        return {row[0] for row in cursor.fetchall()}
