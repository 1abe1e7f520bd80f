"""What is told of a task that is under way?"""

from __future__ import annotations

from typing import Any, Self

from activities.tasks.models import Task
from realtime.events import Event, Lane, event


class Progress(Event, frozen=True):
    """To its owner: how far a task is. Base of one event for each kind of task, as told in PROGRESS."""

    job_id: str
    status: str
    done: int
    failed: int
    total: int

    def key(self) -> str:
        return f"job:{self.job_id}"

    def refreshed(self) -> Self | None:
        task = Task.objects.filter(pk=self.job_id).first()
        return None if task is None else type(self).of(task)

    @classmethod
    def of(cls, task: Task) -> Self:
        """The task as it is."""
        fields: dict[str, Any] = {name: getattr(task, name) for name in ("status", "done", "failed", "total")}
        return cls(job_id=str(task.pk), **fields)


@event("import_progress", lane=Lane.LATEST)
class ImportProgress(Progress, frozen=True):
    """To its owner: how far an import of many files is."""


@event("export_progress", lane=Lane.LATEST)
class ExportProgress(Progress, frozen=True):
    """To its owner: how far a document or a take-out is; once done it can be downloaded."""


PROGRESS: dict[str, type[Progress]] = {"import": ImportProgress, "pdf": ExportProgress, "takeout": ExportProgress}
"""The event of each kind of task; a new kind adds its own here."""
