"""What does the kernel store? Feature flags decided by person, and the answers to requests that carried a key."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from waffle.models import AbstractUserFlag

from config.kernel.flags import decide
from config.kernel.jobs.records import DeadJob, DoneFor, JobFault, ScheduledRun

__all__ = ["DeadJob", "DoneFor", "Flag", "IdempotencyKey", "JobFault", "ScheduledRun"]


class Flag(AbstractUserFlag):
    """A feature flag whose answer depends on the flag and the person only: never on a cookie or a coin.

    Order: no row → the environment's default; `everyone`; the person, their groups, staff; the percentage.
    """

    class Meta(AbstractUserFlag.Meta):
        abstract = False
        db_table = "flags"
        verbose_name = "feature flag"  # type: ignore[assignment]
        verbose_name_plural = "feature flags"  # type: ignore[assignment]

    def is_active(self, request: object, read_only: bool = False) -> bool:
        """The answer for the request's person; waffle's cookies and query parameters have no say."""
        return self.is_active_for_user(getattr(request, "user", None))

    def is_active_for_user(self, user: object) -> bool:
        """The answer for `user`, the same on every device and server."""
        return decide(self, user)


class IdempotencyKey(models.Model):
    """The answer once given to a person's request with this key; kept for a day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    method = models.CharField(max_length=8)
    path = models.CharField(max_length=200)
    key = models.CharField(max_length=100)
    body_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    answer = models.JSONField(null=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        db_table = "idempotency_keys"
        constraints = [
            models.UniqueConstraint(fields=["user", "method", "path", "key"], name="one_answer_a_key"),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.key}"
