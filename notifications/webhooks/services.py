"""How does a person set up an endpoint, change it, try it out, and take it away?"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils import timezone

from config.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from config.kernel.outgoing import Unsent, check, target_of
from config.kernel.ratelimits import spend
from notifications.webhooks.jobs import serve_soon
from notifications.webhooks.kinds import KINDS
from notifications.webhooks.models import Endpoint, Off, Status, WebhookDelivery
from notifications.webhooks.selectors import NONE_SUCH
from notifications.webhooks.switching import switch_off, switch_on
from notifications.webhooks.telling import TEST
from social.accounts.models import User

MOST = 10
LOOK_UPS, NEW, TESTS, REPLAYS, ROTATIONS = "30/h", "5/h", "10/m", "30/m", "10/h"
REFUSED = "This address cannot be used. Give a public https address, without a name or password in it."


def create_endpoint(by: User, *, url: str, events: Collection[str], description: str = "") -> Endpoint:
    """Tell an address of the person's of `events` from now on.

    Raises Invalid for an address that is not public or an unknown event, Conflict past ten, RateLimited past 5 an hour.
    """
    fields = {"url": _reachable(by, url), "events": _known(events), "description": description}
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=by.pk)  # so that two at once are counted
        if Endpoint.objects.filter(owner=by).count() >= MOST:
            raise Conflict(f"You have {MOST} webhooks. Delete one first.", code="too_many_webhooks")
        spend("webhook", by.pk, NEW)
        return Endpoint.objects.create(owner=by, **fields)


def edit_endpoint(by: User, endpoint_id: int, **changes: Any) -> Endpoint:
    """Change `url`, `events`, `description`, or whether it is `active`.

    Raises NotFound, Invalid as above, Forbidden to switch on again what a moderator has switched off.
    """
    if "url" in changes:
        changes["url"] = _reachable(by, changes["url"])
    if "events" in changes:
        changes["events"] = _known(changes["events"])
    active = changes.pop("active", None)
    with _own(by, endpoint_id) as endpoint:
        for name, value in changes.items():
            setattr(endpoint, name, value)
        endpoint.save(update_fields=list(changes))
        if active is False:
            switch_off(endpoint, Off.OWNER)
        elif active:
            _switch_on_again(endpoint)
        return endpoint


def delete_endpoint(by: User, endpoint_id: int) -> None:
    """Take an endpoint away, with all that waits for it and its log. Raises NotFound."""
    with _own(by, endpoint_id) as endpoint:
        switch_on(endpoint)  # which takes the line about it out of the inbox
        endpoint.delete()


def rotate_secret(by: User, endpoint_id: int) -> Endpoint:
    """Give the endpoint a new secret; for a day both sign. Raises NotFound, RateLimited past 10 an hour."""
    with _own(by, endpoint_id) as endpoint:
        spend("webhook-rotate", by.pk, ROTATIONS)
        endpoint.former_seed, endpoint.seed, endpoint.rotated_at = endpoint.seed, uuid.uuid4(), timezone.now()
        endpoint.save(update_fields=["seed", "former_seed", "rotated_at"])
        return endpoint


def send_test(by: User, endpoint_id: int) -> WebhookDelivery:
    """Send a delivery of no consequence, once, before all that waits. Raises NotFound, Conflict, RateLimited."""
    with _own(by, endpoint_id) as endpoint:
        _refuse_if_off(endpoint)
        spend("webhook-test", by.pk, TESTS)
        delivery = WebhookDelivery.objects.create(endpoint=endpoint, event_id=uuid.uuid4(), type=TEST, asked_for=True)
        serve_soon(endpoint.pk)
        return delivery


def replay(by: User, endpoint_id: int, delivery_id: int) -> WebhookDelivery:
    """Send a delivery again, with the same id and all its tries, before all that waits.

    Raises NotFound, Conflict while the endpoint is off, RateLimited past 30 a minute.
    """
    with _own(by, endpoint_id) as endpoint:
        delivery: WebhookDelivery | None = endpoint.deliveries.filter(pk=delivery_id).first()
        if delivery is None:
            raise NotFound("There is no such delivery.")
        _refuse_if_off(endpoint)
        spend("webhook-replay", by.pk, REPLAYS)
        delivery.status, delivery.dropped_reason, delivery.next_attempt_at = Status.PENDING, "", timezone.now()
        delivery.asked_for, delivery.tries = True, 0
        delivery.save(update_fields=["status", "dropped_reason", "next_attempt_at", "asked_for", "tries"])
        serve_soon(endpoint.pk)
        return delivery


def set_active_as_moderator(endpoint_id: int, *, active: bool) -> bool:
    """Switch anybody's endpoint on or off; whether that changed anything. The caller has checked the right."""
    with transaction.atomic():
        endpoint = Endpoint.objects.select_for_update(no_key=True).filter(pk=endpoint_id).first()
        if endpoint is None or endpoint.is_active == active:
            return False
        if active:
            switch_on(endpoint)
        else:
            switch_off(endpoint, Off.MODERATOR)
        return True


@contextmanager
def _own(by: User, endpoint_id: int) -> Iterator[Endpoint]:
    """A transaction that holds an endpoint of the person's own."""
    with transaction.atomic():
        endpoint = Endpoint.objects.select_for_update(no_key=True).filter(owner=by, pk=endpoint_id).first()
        if endpoint is None:
            raise NotFound(NONE_SUCH)
        yield endpoint


def _reachable(by: User, url: str) -> str:
    """The address in its one spelling. One refusal for every fault: nobody learns what is inside this network."""
    spend("webhook-look-up", by.pk, LOOK_UPS)
    try:
        target = target_of(url)
        check(target)
    except Unsent:
        raise Invalid(errors={"url": [REFUSED]}) from None
    return target.url


def _known(events: Collection[str]) -> list[str]:
    unknown = sorted(set(events) - KINDS.keys())
    if unknown or not events:
        raise Invalid(errors={"events": [f"At least one of {', '.join(KINDS)}."]})
    return sorted(set(events))


def _switch_on_again(endpoint: Endpoint) -> None:
    if endpoint.disabled_reason == Off.MODERATOR:
        raise Forbidden("A moderator has switched this webhook off.")
    switch_on(endpoint)


def _refuse_if_off(endpoint: Endpoint) -> None:
    if not endpoint.is_active:
        raise Conflict("This webhook is switched off. Switch it on first.", code="webhook_off")
