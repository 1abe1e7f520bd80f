"""What does the kernel tidy up at night? What nobody will ask for any more, each kind by a job of its own."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from config.kernel.jobs.dead import forget_old
from config.kernel.jobs.records import DoneFor, ScheduledRun
from config.kernel.jobs.schedule import scheduled
from config.kernel.models import IdempotencyKey

NIGHTLY = "0 2 * * *"
KEYS_KEPT = timedelta(hours=24)
UPKEEP_KEPT = timedelta(days=7)
RUNS_KEPT = timedelta(days=400)  # longer than anything that is caught up


@scheduled("kernel.idempotency_keys", cron=NIGHTLY)
def forget_idempotency_keys() -> None:
    """Answers are repeated for a day."""
    IdempotencyKey.objects.filter(created_at__lt=timezone.now() - KEYS_KEPT).delete()


@scheduled("kernel.sessions", cron=NIGHTLY)
def forget_sessions() -> None:
    """Log-ins that have run out."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


@scheduled("kernel.jobs", cron=NIGHTLY)
def forget_jobs() -> None:
    """Jobs that died long ago, and notes of runs that cannot come again. Jobs that succeed go at once."""
    forget_old()
    now = timezone.now()
    newer = ScheduledRun.objects.filter(name=OuterRef("name"), due_at__gt=OuterRef("due_at"))
    followed = ScheduledRun.objects.filter(Exists(newer))  # the newest says since when a schedule is known
    followed.filter(period=F("due_at"), due_at__lt=now - UPKEEP_KEPT).delete()
    followed.filter(due_at__lt=now - RUNS_KEPT).delete()
    DoneFor.objects.filter(created_at__lt=now - RUNS_KEPT).delete()
