"""What is stored of an achievement?"""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Achievement(models.Model):
    """A person has earned the badge `key`, once and for good: deleting what earned it does not take it away."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="achievements")
    key = models.CharField(max_length=40)
    unlocked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "achievements"
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_unlock_a_badge")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.key}"
