"""What waits to be told? One row an event, written in the transaction of what happened."""

from __future__ import annotations

from django.db import models


class OutboxEvent(models.Model):
    """An event that has been committed and not yet told. The relay takes rows in order and deletes what it told."""

    event_id = models.UUIDField(unique=True)
    type = models.CharField(max_length=50)
    lane = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=100, blank=True)
    subjects = models.CharField(max_length=200, blank=True)
    topic = models.CharField(max_length=50, blank=True)
    audience = models.TextField()
    payload = models.TextField()
    created_at = models.DateTimeField()
    error = models.TextField(blank=True, help_text="Why it could not be told; it waits for a person then.")

    class Meta:
        db_table = "outbox"
        verbose_name = "waiting event"

    def __str__(self) -> str:
        return f"{self.type} {self.event_id}"
