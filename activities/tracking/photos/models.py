"""What is stored of an activity's photos?"""

from __future__ import annotations

import uuid

from django.db import models

from config.kernel.files.fields import PrivateFileField


class Photo(models.Model):
    """A photo of an activity, made anew in two sizes. `width` and `height` are those of `large`, in pixels."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    activity = models.ForeignKey("activities.Activity", on_delete=models.CASCADE, related_name="photos")
    position = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the uploaded file.")
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    small = PrivateFileField(folder="photos")
    large = PrivateFileField(folder="photos")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "photos"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "digest"], name="one_photo_a_file"),
            models.UniqueConstraint(
                fields=["activity", "position"], name="one_photo_a_place", deferrable=models.Deferrable.DEFERRED
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id}, {self.position}"
