"""How is a document asked for, kept and thrown away? The only writers of files to take away."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from activities.exports.jobs import make_pdf
from activities.exports.models import ExportFile
from activities.exports.selectors import Asked
from activities.tasks.models import Task
from activities.tasks.services import finish_task, start_task
from config.kernel.files.storing import stored
from social.accounts.models import User

KEPT = timedelta(days=7)
PDF = "pdf"


def start_pdf(by: User, asked: Asked, units: str) -> Task:
    """Have a document made of the person's activities; its task tells how far it is."""
    with transaction.atomic():
        task = start_task(by, PDF, total=100)
        first, last = (day and day.isoformat() for day in (asked.first, asked.last))
        make_pdf.enqueue(task_id=str(task.pk), first=first, last=last, activity_type=asked.activity_type, units=units)
    return task


def keep_file(task_id: UUID, made: Path, *, name: str, content_type: str) -> None:
    """Keep what the task has made, and end the task well. A task that is over keeps what it has.

    A job that is killed before this leaves nothing that counts; it is run again, and one file stays.
    """
    with stored() as keeper, made.open("rb") as content:
        task = Task.objects.select_for_update().get(pk=task_id)
        if task.is_over:
            return
        size = made.stat().st_size
        row = ExportFile(task=task, name=name, content_type=content_type, size=size)
        keeper.put(row, "file", File(content))
        row.save(force_insert=True)
        finish_task(task_id, result={"name": name, "size": size, "kept_until": _kept_until()})


def remove_old(now: datetime | None = None) -> int:
    """Delete what was made a week ago; returns how many files."""
    gone, _ = ExportFile.objects.filter(created_at__lt=(now or timezone.now()) - KEPT).delete()
    return gone


def _kept_until() -> str:
    return (timezone.now() + KEPT).isoformat()
