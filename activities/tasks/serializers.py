"""How is a task told in JSON?"""

from __future__ import annotations

from rest_framework import serializers

from activities.tasks.models import Task


class TaskSerializer(serializers.ModelSerializer[Task]):
    """A task: `done` of `total` steps are over, `failed` of those in vain. `result` depends on `kind`."""

    class Meta:
        model = Task
        fields = ["id", "kind", "status", "done", "failed", "total", "result", "error", "created_at", "finished_at"]
        read_only_fields = fields
