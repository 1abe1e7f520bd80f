"""What of departures happens after the answer?"""

from __future__ import annotations

from config.kernel.jobs import job, scheduled


@job("departure.delete", queue="exports")
def delete(person_id: int) -> None:
    """Delete a person whose time of grace is over."""
    from social.departure.deleting import delete_person  # the whole of the wiring is loaded by then

    delete_person(person_id)


@scheduled("departure.due", cron="17 * * * *")
def delete_due() -> None:
    """Every hour those who are due, also those whose job has died."""
    from social.departure.deleting import due_departures

    for person_id in due_departures():
        delete.enqueue(once=f"departure:{person_id}", person_id=person_id)
