"""What is stored of webhooks? Endpoints, what is to be delivered to each, and every attempt at it. Never a content."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

OVERLAP = timedelta(hours=24)


class Off(models.TextChoices):
    """Why an endpoint gets nothing."""

    OWNER = "owner"
    GONE = "gone"
    FAILING = "failing"
    MODERATOR = "moderator"


class EndpointQuerySet(models.QuerySet["Endpoint"]):
    """Sets of endpoints."""

    def active(self) -> EndpointQuerySet:
        """Not switched off by anybody."""
        return self.filter(disabled_at=None)


class Endpoint(models.Model):
    """An address of the owner's that is told of `events`.

    Its secret is stored nowhere: it is worked out from `seed` and the server's own key. `waits_until`: it has failed,
    and is left alone until then. `busy_until`: a worker is at it, or was lost.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="webhooks")
    url = models.CharField(max_length=500)
    description = models.CharField(max_length=200, blank=True)
    events = ArrayField(models.CharField(max_length=40))
    seed = models.UUIDField(default=uuid.uuid4, editable=False)
    former_seed = models.UUIDField(null=True, editable=False)
    rotated_at = models.DateTimeField(null=True, blank=True)
    disabled_at = models.DateTimeField(null=True, blank=True)
    disabled_reason = models.CharField(max_length=10, choices=Off.choices, blank=True)
    failures = models.PositiveIntegerField(default=0, help_text="Deliveries that failed for good, one after another.")
    failing_since = models.DateTimeField(null=True, blank=True)
    waits_until = models.DateTimeField(null=True, blank=True)
    busy_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = EndpointQuerySet.as_manager()

    class Meta:
        db_table = "webhook_endpoints"
        constraints = [
            models.CheckConstraint(
                condition=Q(disabled_at=None, disabled_reason="")
                | Q(disabled_at__isnull=False, disabled_reason__in=Off.values),
                name="a_webhook_is_off_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"webhook {self.pk} of {self.owner_id}"

    @property
    def is_active(self) -> bool:
        """Whether it is told of what happens."""
        return self.disabled_at is None

    @property
    def place(self) -> str:
        """Scheme, host and port: without the path, which often holds a secret of the receiver's."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"

    def seeds(self, now: datetime) -> list[uuid.UUID]:
        """What its secrets come from, the newest first: after a rotation the former one is good for OVERLAP."""
        if self.former_seed and self.rotated_at and now - self.rotated_at < OVERLAP:
            return [self.seed, self.former_seed]
        return [self.seed]


class Status(models.TextChoices):
    """What became of a delivery."""

    PENDING = "pending"
    DELIVERED = "delivered"
    FAILED = "failed"
    DROPPED = "dropped"


class Dropped(models.TextChoices):
    """Why a delivery was not sent, or not again."""

    ENDPOINT_OFF = "endpoint_off"
    FEATURE_OFF = "feature_off"
    NOT_VISIBLE = "not_visible"


class DeliveryQuerySet(models.QuerySet["WebhookDelivery"]):
    """Sets of deliveries."""

    def pending(self) -> DeliveryQuerySet:
        """To be sent, now or later."""
        return self.filter(status=Status.PENDING)

    def due(self, now: datetime) -> DeliveryQuerySet:
        """To be sent now, in their order: what the owner asked for goes first."""
        return self.pending().filter(next_attempt_at__lte=now).order_by("-asked_for", "pk")


class WebhookDelivery(models.Model):
    """Something of `type` happened, of which an endpoint is to be told.

    `facts` are ids only: what is sent is read when it is sent, as the owner may see it then. `tries` counts from when
    it was last `asked_for` by the owner, if ever.
    """

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="deliveries")
    event_id = models.UUIDField()
    type = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PENDING)
    dropped_reason = models.CharField(max_length=12, choices=Dropped.choices, blank=True)
    asked_for = models.BooleanField(default=False)
    tries = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        db_table = "webhook_deliveries"
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["endpoint", "event_id"], name="one_delivery_an_event"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="delivery_status_is_known"),
            models.CheckConstraint(
                condition=Q(status="pending", next_attempt_at__isnull=False)
                | (~Q(status="pending") & Q(next_attempt_at=None)),
                name="only_what_is_pending_has_a_next_attempt",
            ),
        ]
        indexes = [
            models.Index(fields=["endpoint", "-id"], name="deliveries_of_an_endpoint"),
            models.Index(fields=["endpoint", "next_attempt_at"], condition=Q(status="pending"), name="deliveries_due"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.message_id}"

    @property
    def message_id(self) -> str:
        """What a receiver knows it by: the same on every attempt."""
        return f"msg_{self.event_id.hex}"


class Attempt(models.Model):
    """One request, and what came of it. `error` is empty where there was an answer; `excerpt` is the answer's text."""

    delivery = models.ForeignKey(WebhookDelivery, on_delete=models.CASCADE, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    status_code = models.PositiveSmallIntegerField(null=True)
    error = models.CharField(max_length=10, blank=True)
    duration_ms = models.PositiveIntegerField()
    excerpt = models.TextField(max_length=1024, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "webhook_attempts"
        constraints = [models.UniqueConstraint(fields=["delivery", "number"], name="one_attempt_a_number")]

    def __str__(self) -> str:
        return f"{self.delivery_id} attempt {self.number}: {self.status_code or self.error}"
