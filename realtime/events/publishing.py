"""How does a service say what happened? It publishes an event, in the transaction that made it true."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec
from django.db import connection, transaction
from django.utils import timezone

from realtime.events.audiences import Audience
from realtime.events.event import Event

NOTIFY_CHANNEL = "outbox"
SUBSCRIBERS: dict[type[Event], list[Callable[[Any], None]]] = defaultdict(list)
encode = msgspec.json.Encoder().encode

# One round trip: the row, and a NOTIFY that PostgreSQL holds back until the commit.
INSERT = """
    WITH row AS (
        INSERT INTO outbox (event_id, type, lane, key, subjects, topic, audience, payload, created_at, error)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, '') RETURNING 1
    ) SELECT pg_notify(%s, '') FROM row"""

E = TypeVar("E", bound=Event)


def publish(event: Event, *, to: Audience | None) -> None:
    """Tell `to`, and who watches its topic, once the surrounding transaction commits; nobody if it rolls back.

    Subscribers of the event's class run here and now, in the same transaction, which the caller has opened. With
    `to=None` they are all who hear of it.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(f"publish {type(event).__name__} inside a transaction")
    if to is not None:
        _put(event, to)
    for react in SUBSCRIBERS[type(event)]:
        react(event)


def _put(event: Event, to: Audience) -> None:
    row = (uuid.uuid4(), event.type, event.lane, event.key(), ",".join(event.subjects()), event.topic() or "")
    texts = (encode(to).decode(), encode(event).decode(), timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [*row, *texts, NOTIFY_CHANNEL])


def subscriber(event_class: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Register what a feature does when another's event happens: quickly, in the same transaction."""

    def register(react: Callable[[E], None]) -> Callable[[E], None]:
        if react not in SUBSCRIBERS[event_class]:
            SUBSCRIBERS[event_class].append(react)
        return react

    return register
