"""Which tasks may a person see?"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from activities.tasks.models import Task
from config.kernel.errors import NotFound
from social.accounts.models import User


def task_for(person: User, task_id: UUID) -> Task:
    """The person's own task; NotFound otherwise, whatever the reason."""
    task = Task.objects.filter(pk=task_id, user=person).first()
    if task is None:
        raise NotFound("There is no such job.")
    return task


def tasks_of(person: User, kinds: Collection[str]) -> QuerySet[Task]:
    """The person's own tasks of these kinds, newest first."""
    return Task.objects.filter(user=person, kind__in=kinds).order_by("-created_at", "pk")
