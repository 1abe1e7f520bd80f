"""How is a take-out asked for, and made?"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from activities.exports.services import keep_file
from activities.tasks.models import Status, Task
from activities.tasks.services import advance_task, start_task
from config.kernel.ratelimits import spend
from config.takeout import archive
from config.takeout.jobs import make_takeout
from social.accounts.models import User

KIND, A_DAY = "takeout", "10/d"
LONGEST = timedelta(hours=1)  # what takes longer has died


def start_takeout(by: User) -> Task:
    """Have everything about `by` put into one archive; one that is under way is answered again. RateLimited."""
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=by.pk)
        begun = Task.objects.filter(user=by, kind=KIND, created_at__gt=timezone.now() - LONGEST)
        known: Task | None = begun.filter(status__in=[Status.WAITING, Status.RUNNING]).first()
        if known is not None:
            return known
        spend("takeout", by.pk, A_DAY)
        task = start_task(by, KIND, total=archive.steps())
        make_takeout.enqueue(task_id=str(task.pk))
    return task


def run_takeout(task_id: UUID) -> None:
    """Make the archive of a task and keep it; nothing for a task that is over. Begun again, it makes it anew."""
    task = Task.objects.select_related("user").get(pk=task_id)
    if task.is_over:
        return
    with TemporaryDirectory(prefix="slipstream-takeout-") as folder:
        made = Path(folder) / "takeout.zip"
        archive.write(made, task.user, lambda done: advance_task(task_id, done=done))
        keep_file(task_id, made, name=f"slipstream-{task.user.username}.zip", content_type="application/zip")
