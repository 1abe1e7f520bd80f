"""What is stored of a person's presence? What they say of themselves, and when they were last here."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class Status(models.TextChoices):
    """How a person is shown while they are connected; `offline` is invisible."""

    ONLINE = "online"
    AWAY = "away"
    BUSY = "busy"
    OFFLINE = "offline"


class Presence(models.Model):
    """What `user` chose to be shown as, and the minute in which they were last seen to leave."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="presence"
    )
    status = models.CharField(max_length=7, choices=Status.choices, default=Status.ONLINE)
    last_seen = models.DateTimeField(null=True)

    class Meta:
        db_table = "presences"
        constraints = [models.CheckConstraint(condition=Q(status__in=Status.values), name="presence_status_is_known")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.status}"
