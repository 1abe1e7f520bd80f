"""What is stored of somebody who is leaving?"""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Departure(models.Model):
    """`user` has deleted their account: it is closed, and after `due_at` everything of theirs is deleted."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="departure"
    )
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "departures"

    def __str__(self) -> str:
        return f"{self.user_id} leaves"
