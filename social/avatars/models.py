"""What is stored of a person's picture?"""

from __future__ import annotations

import uuid

from django.db import models

from config.kernel.files.fields import PrivateFileField


class Avatar(models.Model):
    """A person's picture: a square, made anew in two sizes. The person's row holds its id as well (`picture`)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField("social.User", on_delete=models.CASCADE, related_name="portrait")
    small = PrivateFileField(folder="avatars")
    large = PrivateFileField(folder="avatars")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "avatars"

    def __str__(self) -> str:
        return f"{self.person_id}"
