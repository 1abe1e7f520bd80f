"""What of take-outs happens after the answer?"""

from __future__ import annotations

from uuid import UUID

from config.kernel.jobs import job


@job("takeout.make", queue="exports")
def make_takeout(task_id: str) -> None:
    """Make the archive of a task."""
    from config.takeout.services import run_takeout  # it enqueues this

    run_takeout(UUID(task_id))
