"""What of webhooks is done later, by a worker?"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from config.kernel.jobs import job, scheduled
from notifications.webhooks.attempting import send, settle, take
from notifications.webhooks.models import WebhookDelivery

IN_A_ROW = 20
KEPT = timedelta(days=30)


@job("webhooks.serve", queue="webhooks")
def serve(endpoint_id: int) -> None:
    """Send what is due to an endpoint, one after another, unless another worker is at it. May run twice.

    After some it makes way for other endpoints.
    """
    for _ in range(IN_A_ROW):
        letter = take(endpoint_id)
        if letter is None:
            return
        if isinstance(letter, datetime):
            serve.enqueue_at(letter, once=str(endpoint_id), endpoint_id=endpoint_id)
            return
        settle(letter, send(letter))
    serve_soon(endpoint_id)


def serve_soon(endpoint_id: int) -> None:
    """Have an endpoint served once this transaction commits; one job that waits is enough."""
    serve.enqueue(once=str(endpoint_id), endpoint_id=endpoint_id)


@scheduled("webhooks.deliveries", cron="0 2 * * *")
def forget_old_deliveries() -> None:
    """The log goes back a month."""
    WebhookDelivery.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
