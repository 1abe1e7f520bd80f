"""Which tasks may a person see?"""

from __future__ import annotations

from uuid import UUID

from activities.tasks.models import Task
from config.kernel.errors import NotFound
from social.accounts.models import User


def task_for(person: User, task_id: UUID) -> Task:
    """The person's own task; NotFound otherwise, whatever the reason."""
    task = Task.objects.filter(pk=task_id, user=person).first()
    if task is None:
        raise NotFound("There is no such job.")
    return task
