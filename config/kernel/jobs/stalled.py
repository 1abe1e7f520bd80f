"""What becomes of the jobs of a worker that was killed? Another finds them, by the heartbeat that stopped."""

from __future__ import annotations

from django.db import connection

LOST_AFTER_S = 30.0
LOSSES = 5  # a job that has ended so many workers is dead
LONGEST_RUN = "1 hour"  # who runs longer was lost too: its end could not be written down

# One statement: a job that was taken again meanwhile by a living worker no longer answers the condition.
GIVE_BACK = """
    WITH lost AS (
        UPDATE procrastinate_jobs AS job
        SET status = (CASE WHEN attempts + 1 < %s THEN 'todo' ELSE 'failed' END)::procrastinate_job_status,
            attempts = attempts + 1, scheduled_at = NULL, abort_requested = false, worker_id = NULL
        WHERE status = 'doing' AND (
            worker_id IS NULL
            OR worker_id IN (
                SELECT id FROM procrastinate_workers WHERE last_heartbeat < now() - make_interval(secs => %s)
            )
            OR (
                SELECT max(at) FROM procrastinate_events WHERE job_id = job.id AND type = 'started'
            ) < now() - %s::interval
        )
        RETURNING id, pg_notify(
            'procrastinate_any_queue_v1', json_build_object('type', 'job_inserted', 'job_id', id)::text)
    )
    INSERT INTO job_faults (job_id, error, at)
    SELECT id, 'Its worker was lost while it ran.', now() FROM lost
    ON CONFLICT (job_id) DO UPDATE SET error = excluded.error, at = excluded.at"""


def give_back(lost_after_s: float = LOST_AFTER_S) -> int:
    """Have the jobs of lost workers run again; how many there were. By any number of processes at once."""
    with connection.cursor() as cursor:
        cursor.execute(GIVE_BACK, [LOSSES, lost_after_s, LONGEST_RUN])
        return int(cursor.rowcount)
