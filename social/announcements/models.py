"""What is stored of what staff say to everybody?"""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Announcement(models.Model):
    """Something a member of staff told everybody; kept, so that it can be asked who said what."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    message = models.CharField(max_length=500)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "announcements"
        permissions = [("broadcast", "Can tell everybody something")]

    def __str__(self) -> str:
        return self.message[:60]
