"""How is something put down to be sent? As rows, in the transaction that made it true, with a job for each endpoint."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from config.kernel.features import having
from notifications.webhooks import jobs
from notifications.webhooks.models import Endpoint, WebhookDelivery


def put_down(type: str, owners: Iterable[int] | QuerySet[Any, Any], **facts: int) -> None:
    """Have the endpoints of `owners` (ids, or a subquery of them) that want this kind told, after the commit.

    One query where nobody has such an endpoint. `facts` are the ids from which it is told later.
    """
    wanting = Endpoint.objects.active().filter(owner__in=owners, events__contains=[type])
    found = list(wanting.order_by("pk").values_list("pk", "owner"))
    if not found:
        return
    enabled = having("webhooks", {owner_id for _, owner_id in found})
    event_id = uuid.uuid4()
    endpoints = [endpoint_id for endpoint_id, owner_id in found if owner_id in enabled]
    WebhookDelivery.objects.bulk_create(
        WebhookDelivery(endpoint_id=endpoint_id, event_id=event_id, type=type, facts=facts) for endpoint_id in endpoints
    )
    for endpoint_id in endpoints:
        jobs.serve_soon(endpoint_id)
