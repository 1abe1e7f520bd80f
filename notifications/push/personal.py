"""What is kept of a person's browsers, for themselves?"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from config.kernel.personal import Row, told
from notifications.push.models import PushSubscription


@told("push_subscriptions")
def push_subscriptions(person_id: int) -> Iterable[Row]:
    """Since when which service brings pushes; the whole address and its keys would let others write to the browser."""
    rows = PushSubscription.objects.filter(user=person_id).order_by("pk")
    for endpoint, created_at in rows.values_list("endpoint", "created_at"):
        yield {"service": urlsplit(endpoint).hostname, "created_at": created_at}
