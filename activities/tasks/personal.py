"""What is kept of what was under way for a person, for themselves?"""

from __future__ import annotations

from collections.abc import Iterable

from activities.tasks.models import Task
from config.kernel.personal import Row, told


@told("jobs")
def jobs(person_id: int) -> Iterable[Row]:
    """What the person has had done: imports, documents, take-outs."""
    rows = Task.objects.filter(user=person_id).order_by("created_at")
    yield from rows.values("kind", "status", "done", "failed", "total", "result", "error", "created_at", "finished_at")
