"""What is stored of a file that was made for a person to take away?"""

from __future__ import annotations

from django.db import models

from activities.tasks.models import Task
from config.kernel.files.fields import PrivateFileField


class ExportFile(models.Model):
    """What the task has made, for its owner alone: one file a task, kept for some days."""

    task = models.OneToOneField(Task, on_delete=models.CASCADE, related_name="export_file")
    name = models.CharField(max_length=100)
    content_type = models.CharField(max_length=50)
    size = models.PositiveBigIntegerField()
    file = PrivateFileField(folder="exports")
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        db_table = "export_files"

    def __str__(self) -> str:
        return self.name
