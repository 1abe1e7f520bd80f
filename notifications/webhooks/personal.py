"""What is kept of a person's webhooks, for themselves?"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F

from config.kernel.personal import CHUNK, Row, told
from notifications.webhooks.models import Attempt, Endpoint, WebhookDelivery


@told("webhooks")
def webhooks(person_id: int) -> Iterable[Row]:
    """The endpoints. A secret is told once, when it is made, and nowhere else."""
    fields = ("id", "url", "description", "events", "created_at", "disabled_at", "disabled_reason")
    yield from Endpoint.objects.filter(owner=person_id).order_by("pk").values(*fields)


@told("webhook_deliveries")
def deliveries(person_id: int) -> Iterable[Row]:
    """What each was told of, and how that ended."""
    rows = WebhookDelivery.objects.filter(endpoint__owner=person_id).order_by("pk")
    fields = ("id", "endpoint_id", "event_id", "type", "status", "tries", "created_at")
    yield from rows.values(*fields).iterator(chunk_size=CHUNK)


@told("webhook_attempts")
def attempts(person_id: int) -> Iterable[Row]:
    """Each request, and what came of it."""
    rows = Attempt.objects.filter(delivery__endpoint__owner=person_id).order_by("pk")
    fields = ("number", "status_code", "error", "duration_ms", "excerpt", "created_at")
    yield from rows.values(*fields, of=F("delivery")).iterator(chunk_size=CHUNK)
