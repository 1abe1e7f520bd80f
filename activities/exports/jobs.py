"""What of exports happens after the answer?"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from config.kernel.jobs import job, scheduled


@job("exports.pdf", queue="exports")
def make_pdf(task_id: str, first: str | None, last: str | None, activity_type: str | None, units: str) -> None:
    """Make the document of a task; begun again, it makes it anew."""
    from activities.exports.documents import make  # its services enqueue this
    from activities.exports.selectors import Asked

    days = [day and date.fromisoformat(day) for day in (first, last)]
    make(UUID(task_id), Asked(days[0] or None, days[1] or None, activity_type), units)


@scheduled("exports.remove_old", cron="40 3 * * *")
def remove_old_files() -> None:
    """Files to take away are kept for a week."""
    from activities.exports.services import remove_old

    remove_old()
