"""How is an endpoint switched off, and on again? In the caller's transaction, which has locked its row."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.utils import timezone

from notifications.inbox.models import Kind
from notifications.inbox.services import notify, take_back
from notifications.webhooks.models import Dropped, Endpoint, Off, Status

WHY = {
    Off.GONE: "It answered 410: it wants no more. Switch it on again in your settings if that was a mistake.",
    Off.FAILING: "Nothing could be delivered for more than a day. Repair it, then switch it on again.",
    Off.MODERATOR: "A moderator has switched it off.",
}


def switch_off(endpoint: Endpoint, reason: Off) -> None:
    """Send it nothing more, not what waits either. Unless it was the owner, they are told. Again changes nothing."""
    if not endpoint.is_active:
        return
    endpoint.disabled_at, endpoint.disabled_reason = timezone.now(), reason
    endpoint.save(update_fields=["disabled_at", "disabled_reason"])
    drop_all(endpoint, Dropped.ENDPOINT_OFF)
    if reason in WHY:
        host = urlsplit(endpoint.url).hostname or ""
        notify(endpoint.owner_id, Kind.WEBHOOK, actor=None, related_id=endpoint.pk, what=host, message=WHY[reason])


def switch_on(endpoint: Endpoint) -> None:
    """Tell it of what happens from now on. Forgets how it failed. Again changes nothing."""
    if endpoint.is_active:
        return
    endpoint.disabled_at, endpoint.disabled_reason = None, ""
    endpoint.failures, endpoint.failing_since, endpoint.waits_until = 0, None, None
    endpoint.save(update_fields=["disabled_at", "disabled_reason", "failures", "failing_since", "waits_until"])
    take_back(endpoint.owner_id, Kind.WEBHOOK, actor_id=None, related_id=endpoint.pk)


def drop_all(endpoint: Endpoint, reason: Dropped) -> None:
    """Send nothing of what waits."""
    waiting = endpoint.deliveries.pending()
    waiting.update(status=Status.DROPPED, dropped_reason=reason, next_attempt_at=None)
