"""How are many files, or a zip of them, imported in one go? Each is kept until a job has read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from activities.tasks.models import Status, Task
from activities.tasks.services import advance_task, finish_task, start_task
from activities.tracking.importing import import_activity
from activities.tracking.imports import limits
from activities.tracking.imports.archives import Member, is_zip, members
from activities.tracking.imports.errors import MESSAGES, ImportRefused
from activities.tracking.imports.jobs import import_batch
from activities.tracking.imports.models import ImportFile
from activities.tracking.imports.names import shown_name
from config.kernel.errors import Invalid, RateLimited, Refusal
from config.kernel.files.storing import Keeper, stored
from social.accounts.models import User

KIND = "import"


def start_batch(by: User, files: Sequence[UploadedFile[Any]]) -> Task:
    """Keep the files, and the members of the zips among them, and have a job import each as an activity of `by`.

    Raises Invalid where there is nothing, or more than BATCH_FILES files or BATCH_BYTES in all. Nothing is kept then.
    """
    with stored() as keeper:
        task = start_task(by, KIND, total=0)
        try:
            total = _keep_all(keeper, task, files)
        except ImportRefused as refused:
            raise Invalid(refused.message, code=refused.code, errors={"files": [refused.message]}) from refused
        Task.objects.filter(pk=task.pk).update(total=total, result=told(task))
        task.refresh_from_db()
        import_batch.enqueue(task_id=str(task.pk))
    return task


def run_batch(task_id: UUID) -> None:
    """Import the files of a task that still wait, one after another. May be broken off and begun again."""
    task = Task.objects.select_related("user").get(pk=task_id)
    while not task.is_over and _import_next(task):
        rows = task.files.all()
        done = rows.exclude(status=Status.WAITING).count()
        advance_task(task_id, done=done, failed=rows.filter(status=Status.FAILED).count(), result=told(task))
    finish_task(task_id, result=told(task))


def told(task: Task) -> dict[str, Any]:
    """The files of the task, as its result tells them."""
    rows = task.files.order_by("position").values("name", "status", "code", "error", "activity_id")
    return {"files": [dict(row) for row in rows]}


def _keep_all(keeper: Keeper, task: Task, files: Sequence[UploadedFile[Any]]) -> int:
    count = size = 0
    for count, member in enumerate(_members(files), 1):
        size += len(member.content)
        if count > limits.BATCH_FILES:
            raise ImportRefused("too_many_files")
        if size > limits.BATCH_BYTES:
            raise ImportRefused("batch_too_large")
        row = ImportFile(task=task, position=count, name=member.name)
        if member.refused:
            row.status, row.code, row.error = Status.FAILED, member.refused.code, member.refused.message
        else:
            keeper.put(row, "file", member.content)
        row.save(force_insert=True)
    if not count:
        raise ImportRefused("empty_file")
    return count


def _members(files: Sequence[UploadedFile[Any]]) -> Iterator[Member]:
    for file in files:
        opened: BinaryIO = file.open()  # type: ignore[assignment]
        start = opened.read(4)
        opened.seek(0)
        if is_zip(start):
            yield from members(opened)
        else:
            yield Member(shown_name(file.name or ""), opened.read(limits.FILE_BYTES + 1))


def _import_next(task: Task) -> bool:
    """Import one file; False where none waits. What it makes and what is said of it are stored together."""
    with transaction.atomic():
        row = task.files.select_for_update().filter(status=Status.WAITING).order_by("position").first()
        if row is None:
            return False
        name, storage = str(row.file.name), row.file.storage
        _import(task.user, row)
        row.file = ""
        row.save()
        transaction.on_commit(lambda: storage.delete(name))
    return True


def _import(by: User, row: ImportFile) -> None:
    try:
        with row.file.open("rb") as file:
            row.activity = import_activity(by, cast(BinaryIO, file), row.name)
        row.status = Status.DONE
    except RateLimited:
        raise  # the job comes back to it
    except Refusal as refusal:
        row.status, row.code, row.error = Status.FAILED, refusal.code, refusal.message[:300]
        row.activity_id = refusal.extra.get("activity_id")
    except FileNotFoundError:  # the storage lost it: the other files still come in
        row.status, row.code, row.error = Status.FAILED, "unreadable", MESSAGES["unreadable"]
