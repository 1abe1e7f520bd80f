"""What is stored of a person's figures?"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class DailyStats(models.Model):
    """What a person did on a day of their own calendar. Counted from the activities; they are the truth."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="daily_stats")
    date = models.DateField()
    total_activities = models.PositiveIntegerField()
    total_distance_km = models.DecimalField(max_digits=14, decimal_places=3)
    total_duration_minutes = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        db_table = "daily_stats"
        verbose_name_plural = "daily stats"
        constraints = [models.UniqueConstraint(fields=["user", "date"], name="one_row_a_day")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.date}: {self.total_activities}"


class XpEntry(models.Model):
    """The points a person has for `reason` on a day of their own calendar: one row, so nothing counts twice."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="xp_entries")
    reason = models.CharField(max_length=40, help_text="activity, streak, like_given, like_received, or quest:its-key.")
    day = models.DateField()
    points = models.PositiveIntegerField()

    class Meta:
        db_table = "xp_entries"
        verbose_name_plural = "XP entries"
        constraints = [
            models.UniqueConstraint(fields=["user", "reason", "day"], name="points_once_a_reason_and_day"),
            models.CheckConstraint(condition=Q(points__gt=0), name="points_are_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.day} {self.reason}: {self.points}"
