"""What is stored of the files that activities were imported from, and of those that wait?"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from activities.tasks.models import Status, Task
from config.kernel.files.fields import PrivateFileField


class Original(models.Model):
    """The file an activity was imported from, as it came, for its owner alone. It goes with the activity's row."""

    activity = models.OneToOneField("activities.Activity", on_delete=models.CASCADE, related_name="original")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    format = models.CharField(max_length=8)
    file = PrivateFileField(folder="originals")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "original_files"

    def __str__(self) -> str:
        return self.name


class ImportFile(models.Model):
    """One of many files that are imported by a task. The file itself is kept until it is read."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="files")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    file = PrivateFileField(folder="incoming", blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    code = models.CharField(max_length=40, blank=True)
    error = models.CharField(max_length=300, blank=True)
    activity = models.ForeignKey("activities.Activity", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        db_table = "import_files"
        constraints = [models.UniqueConstraint(fields=["task", "position"], name="one_file_a_place")]

    def __str__(self) -> str:
        return self.name
