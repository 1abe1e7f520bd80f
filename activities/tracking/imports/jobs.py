"""What of imports happens after the answer?"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from config.kernel.files.storing import remove_orphans
from config.kernel.jobs import job, scheduled


@job("imports.batch", queue="exports")
def import_batch(task_id: str) -> None:
    """Import the files of a task that still wait."""
    from activities.tracking.imports.batches import run_batch  # it enqueues this

    run_batch(UUID(task_id))


@scheduled("remove_orphaned_files", cron="20 3 * * *", period="day")
def remove_orphaned_files(period: date) -> None:
    """Remove files whose row was never committed: a server ended, or an outer transaction failed."""
    remove_orphans()
