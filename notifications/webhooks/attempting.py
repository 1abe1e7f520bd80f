"""How is a delivery attempted? Taken under a lease, sent without any lock or connection held, and noted."""

from __future__ import annotations

import re
import time
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Min
from django.utils import timezone

from config.kernel.features import is_enabled
from config.kernel.outgoing import Answer, Unsent, post, target_of
from notifications.webhooks.models import Attempt, Dropped, Endpoint, Off, Status, WebhookDelivery
from notifications.webhooks.signing import secret_of, signed
from notifications.webhooks.switching import drop_all, switch_off
from notifications.webhooks.telling import TEST, content_of
from notifications.webhooks.verdicts import RETRIES, Verdict, judge

LEASE = timedelta(seconds=15)  # longer than any request: a worker that holds one for longer is lost
MOST_FAILURES, PATIENCE = 5, timedelta(hours=24)
EXCERPT = 1024
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
HEADERS = {"Content-Type": "application/json", "User-Agent": "Slipstream-Webhooks/1", "Accept-Encoding": "identity"}


class Letter(NamedTuple):
    """What is sent in one attempt, and where to."""

    endpoint_id: int
    delivery_id: int
    url: str
    message_id: str
    secrets: list[str]
    body: bytes


class Outcome(NamedTuple):
    """The answer, or the word for why there is none."""

    answer: Answer | None
    error: str
    duration_ms: int


def take(endpoint_id: int) -> Letter | datetime | None:
    """What is to be sent to the endpoint next, for nobody but the caller; None if nothing waits.

    A time, if something is due only then, or another is at it: whatever becomes of them, look again then.
    """
    now = timezone.now()
    with transaction.atomic():
        endpoint = _held(endpoint_id)
        if endpoint is None:
            return None
        if endpoint.busy_until and endpoint.busy_until > now:
            return endpoint.busy_until
        if reason := _silenced(endpoint):
            drop_all(endpoint, reason)
            return None
        letter = _next(endpoint, now)
        if letter is None:
            return _next_time(endpoint, now)
        endpoint.busy_until = now + LEASE
        endpoint.save(update_fields=["busy_until"])
        return letter


def send(letter: Letter) -> Outcome:
    """Make the request. The time is signed anew with each."""
    if not connection.in_atomic_block:
        connection.close()  # others may use it while we wait
    signatures = signed(letter.message_id, int(time.time()), letter.body, letter.secrets)
    answer, error, begun = None, "", time.monotonic()
    try:
        answer = post(target_of(letter.url), letter.body, HEADERS | signatures)
    except Unsent as fault:
        error = fault.reason
    return Outcome(answer, error, round((time.monotonic() - begun) * 1000))


def settle(letter: Letter, outcome: Outcome) -> None:
    """Note what came of it, and give the lease back."""
    with transaction.atomic():
        endpoint = _held(letter.endpoint_id)
        if endpoint is None:
            return
        endpoint.busy_until = None
        delivery = endpoint.deliveries.filter(pk=letter.delivery_id).first()
        if delivery is not None:
            _note(delivery, outcome)
        if delivery is not None and delivery.status == Status.PENDING:
            _apply(delivery, endpoint, outcome)
        endpoint.save(update_fields=["busy_until", "failures", "failing_since", "waits_until"])


def _held(endpoint_id: int) -> Endpoint | None:
    """The endpoint, locked before any of its deliveries, with its owner."""
    rows = Endpoint.objects.select_for_update(of=("self",), no_key=True).select_related("owner")
    return rows.filter(pk=endpoint_id).first()


def _silenced(endpoint: Endpoint) -> Dropped | None:
    if not endpoint.is_active or not endpoint.owner.is_active:
        return Dropped.ENDPOINT_OFF
    return None if is_enabled("webhooks", endpoint.owner) else Dropped.FEATURE_OFF


def _next(endpoint: Endpoint, now: datetime) -> Letter | None:
    due = endpoint.deliveries.due(now)
    if endpoint.waits_until and endpoint.waits_until > now:
        due = due.filter(asked_for=True)
    while (delivery := due.first()) is not None:
        body = content_of(delivery, endpoint.owner)
        if body is not None:
            secrets = [secret_of(seed) for seed in endpoint.seeds(now)]
            return Letter(endpoint.pk, delivery.pk, endpoint.url, delivery.message_id, secrets, body)
        _end(delivery, Status.DROPPED, Dropped.NOT_VISIBLE)
    return None


def _next_time(endpoint: Endpoint, now: datetime) -> datetime | None:
    """When something will be due: when the first delivery is, or the endpoint has been left alone long enough."""
    first: datetime | None = endpoint.deliveries.pending().aggregate(first=Min("next_attempt_at"))["first"]
    return endpoint.waits_until if first and first <= now else first


def _note(delivery: WebhookDelivery, outcome: Outcome) -> None:
    delivery.tries += 1
    delivery.save(update_fields=["tries"])
    Attempt.objects.create(
        delivery=delivery,
        number=delivery.attempts.count() + 1,
        status_code=outcome.answer.status if outcome.answer else None,
        error=outcome.error,
        duration_ms=outcome.duration_ms,
        excerpt=_excerpt(outcome.answer),
    )


def _apply(delivery: WebhookDelivery, endpoint: Endpoint, outcome: Outcome) -> None:
    is_test = delivery.type == TEST
    verdict = judge(outcome.answer, delivery.tries, 0 if is_test else RETRIES)
    if verdict.status == Status.PENDING:
        delivery.next_attempt_at = timezone.now() + timedelta(seconds=verdict.again_in_s)
        delivery.save(update_fields=["next_attempt_at"])
    else:
        _end(delivery, verdict.status)
    if verdict.status == Status.DELIVERED:
        endpoint.failures, endpoint.failing_since, endpoint.waits_until = 0, None, None
    elif verdict.gone or not is_test:
        _blame(endpoint, verdict, delivery.next_attempt_at)


def _blame(endpoint: Endpoint, verdict: Verdict, again_at: datetime | None) -> None:
    """The endpoint is left alone until the next attempt; if it goes on failing, for good."""
    now = timezone.now()
    endpoint.waits_until, endpoint.failing_since = again_at, endpoint.failing_since or now
    if verdict.status == Status.FAILED:
        endpoint.failures += 1
    if verdict.gone:
        switch_off(endpoint, Off.GONE)
    elif endpoint.failures >= MOST_FAILURES and now - endpoint.failing_since >= PATIENCE:
        switch_off(endpoint, Off.FAILING)


def _end(delivery: WebhookDelivery, status: Status, reason: str = "") -> None:
    delivery.status, delivery.dropped_reason, delivery.next_attempt_at = status, reason, None
    delivery.save(update_fields=["status", "dropped_reason", "next_attempt_at"])


def _excerpt(answer: Answer | None) -> str:
    """The first of the answer as text; what is packed is left unopened."""
    if answer is None or answer.headers.get("content-encoding", "identity").lower() != "identity":
        return ""
    return CONTROL.sub("\N{REPLACEMENT CHARACTER}", answer.body[:EXCERPT].decode(errors="replace"))
