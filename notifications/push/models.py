"""Which browsers take a person's pushes?"""

from __future__ import annotations

from django.conf import settings
from django.db import models


class PushSubscription(models.Model):
    """A browser of `user`: where it is reached, and the keys that only it can read with."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="push_subscriptions")
    endpoint = models.CharField(max_length=500, unique=True)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "push_subscriptions"
        indexes = [models.Index(fields=["user", "-id"], name="push_by_person")]

    def __str__(self) -> str:
        return f"browser {self.pk} of {self.user_id}"
