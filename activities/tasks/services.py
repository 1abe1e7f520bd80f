"""How does a task begin, go on and end? The only writers of tasks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from activities.tasks.events import PROGRESS
from activities.tasks.models import Status, Task
from realtime.events import People, publish
from social.accounts.models import User


def start_task(by: User, kind: str, *, total: int, result: dict[str, Any] | None = None) -> Task:
    """A new task of `by`; `kind` is a key of PROGRESS. The caller enqueues the job in the same transaction."""
    with transaction.atomic():
        task = Task.objects.create(user=by, kind=kind, total=total, result=result or {})
        _tell(task)
    return task


def advance_task(task_id: UUID, *, done: int, failed: int = 0, result: dict[str, Any] | None = None) -> None:
    """Say how many steps are over in all; said twice it changes nothing. A task that is over stays as it is."""
    with transaction.atomic():
        task = Task.objects.select_for_update().get(pk=task_id)
        if not task.is_over:
            task.status, task.done, task.failed = Status.RUNNING, done, failed
            task.result = task.result if result is None else result
            task.save()
            _tell(task)


def finish_task(task_id: UUID, *, result: dict[str, Any] | None = None, error: str = "") -> None:
    """End a task, well or with an error; a task that is over stays as it is."""
    with transaction.atomic():
        task = Task.objects.select_for_update().get(pk=task_id)
        if not task.is_over:
            task.status = Status.FAILED if error else Status.DONE
            task.error, task.finished_at = error[:300], timezone.now()
            task.result = task.result if result is None else result
            task.save()
            _tell(task)


def _tell(task: Task) -> None:
    publish(PROGRESS[task.kind].of(task), to=People.of(task.user_id))
