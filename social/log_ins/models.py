"""What is stored of a person's log-ins?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class LogInQuerySet(models.QuerySet["LogIn"]):
    """Sets of log-ins."""

    def standing(self) -> LogInQuerySet:
        """Those that have not run out."""
        return self.filter(session__expire_date__gt=timezone.now())


class LogIn(models.Model):
    """One log-in, by cookie or by tokens: what its session does not say. It goes with the session.

    No address is kept: the kind of device says enough to know one's own.
    """

    session = models.OneToOneField("sessions.Session", on_delete=models.CASCADE, related_name="log_in")
    person = models.ForeignKey("social.User", on_delete=models.CASCADE, related_name="log_ins")
    device = models.CharField(max_length=60)
    created_at = models.DateTimeField(default=timezone.now)
    last_seen_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[LogIn]] = LogInQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "log_ins"
        ordering = ["-last_seen_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.device}"
