"""How is a file handed out by address? By one that says which, is signed, and holds for some minutes."""

from __future__ import annotations

from uuid import UUID

from django.core import signing

from activities.exports.models import ExportFile
from config.kernel.errors import NotFound
from social.accounts.models import User

SALT = "activities.exports"
HOLDS_S = 300
GONE = "This file is gone, or the address has expired."


def link_to(file: ExportFile) -> str:
    """An address of the file that holds for HOLDS_S and needs no log-in. Give it to its owner only."""
    return f"/api/v1/jobs/{file.task_id}/file?ticket={signing.dumps(str(file.task_id), salt=SALT)}"


def file_of(person: User, task_id: UUID) -> ExportFile:
    """What the person's own task has made; NotFound otherwise, whatever the reason."""
    file = ExportFile.objects.filter(task=task_id, task__user=person).first()
    if file is None:
        raise NotFound("There is no such file, or not yet.")
    return file


def file_by_ticket(task_id: UUID, ticket: str) -> ExportFile:
    """The file that the ticket is for, while its owner has an account. NotFound otherwise."""
    try:
        named = signing.loads(ticket, salt=SALT, max_age=HOLDS_S)
    except signing.BadSignature:
        raise NotFound(GONE) from None
    file = ExportFile.objects.filter(task=task_id, task__user__is_active=True).first()
    if file is None or named != str(task_id):
        raise NotFound(GONE)
    return file
