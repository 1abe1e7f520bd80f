"""Is an event told exactly when what it tells of has been committed?"""

from __future__ import annotations

import json

import pytest
from django.db import transaction

from realtime.events import People, publish, subscriber
from realtime.events.publishing import SUBSCRIBERS
from realtime.models import OutboxEvent
from realtime.tests.events.happenings import Happened

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_event_waits_in_the_outbox_after_the_commit() -> None:
    with transaction.atomic():
        publish(Happened(number=7), to=People.of(3, 3, 4))
    row = OutboxEvent.objects.get()
    assert (row.type, json.loads(row.payload), json.loads(row.audience)) == (
        "test_happened",
        {"number": 7, "about": []},
        {"type": "people", "ids": [3, 4]},
    )


def test_what_rolls_back_is_never_told() -> None:
    """P2."""
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        publish(Happened(number=7), to=People.of(3))
        raise ZeroDivisionError
    assert not OutboxEvent.objects.exists()


def test_an_event_outside_a_transaction_is_an_error() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        publish(Happened(number=7), to=People.of(3))


def test_subscribers_run_in_the_same_transaction() -> None:
    heard = []

    @subscriber(Happened)
    def react(event: Happened) -> None:
        heard.append(event.number)
        if event.number < 2:
            publish(Happened(number=event.number + 1), to=None)

    try:
        with transaction.atomic():
            publish(Happened(number=1), to=None)
    finally:
        SUBSCRIBERS[Happened].remove(react)
    assert heard == [1, 2]
    assert not OutboxEvent.objects.exists()
