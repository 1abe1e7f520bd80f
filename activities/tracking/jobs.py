"""Which work on activities is done later? Deleting for good what has been hidden for a month."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from activities.tracking.services import purge_activities
from config.kernel.jobs import scheduled

KEPT = timedelta(days=30)


@scheduled("activities.clean_up", cron="0 2 * * *")
def remove_deleted_activities() -> None:
    """In batches, each in a transaction of its own, so that nobody waits for long."""
    before = timezone.now() - KEPT
    while purge_activities(before):
        pass
