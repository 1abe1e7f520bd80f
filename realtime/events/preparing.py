"""What is told of a waiting event, and to whom, at the moment it is told?"""

from __future__ import annotations

import logging
from datetime import UTC
from typing import NamedTuple

import msgspec
from django.db import DatabaseError
from redis.exceptions import RedisError

from config.kernel.features import having
from realtime.events.audiences import People, Rule
from realtime.events.event import EVENTS, Event, Lane
from realtime.events.outbox import Waiting
from realtime.sockets.topics import may_watch_among
from realtime.sockets.watching import watchers_of
from realtime.streams.appending import Telling

log = logging.getLogger(__name__)
audience_from = msgspec.json.Decoder(People | Rule)
encode = msgspec.json.Encoder().encode


class Prepared(NamedTuple):
    """What becomes of a batch: tellings with their lane and type, and rows that cannot be told, with the reason."""

    tellings: list[tuple[Waiting, Telling]]
    faulty: list[tuple[int, str]]


def prepare(rows: list[Waiting]) -> Prepared:
    """Work out audience and content of each row. Sync: it asks the database. A fault of one row is its own."""
    prepared = Prepared([], [])
    watchers = watchers_of(row.topic for row in rows if row.topic)
    for row in rows:
        try:
            telling = _telling(row, watchers.get(row.topic, set()))
        except (DatabaseError, RedisError):
            raise  # a store is away: the whole batch is tried again
        except Exception as fault:  # a rule or an event of some feature is at fault: keep the row, go on
            log.exception("event %s of type %s cannot be told", row.event_id, row.type)
            prepared.faulty.append((row.id, f"{type(fault).__name__}: {fault}"))
        else:
            if telling:
                prepared.tellings.append((row, telling))
    return prepared


def _telling(row: Waiting, watchers: set[int]) -> Telling | None:
    kind = EVENTS[row.type]
    payload, subjects = row.payload, row.subjects
    if row.lane == Lane.LATEST:
        event = msgspec.json.decode(row.payload, type=kind).refreshed()
        if event is None:
            return None
        payload, subjects = encode(event).decode(), ",".join(event.subjects())
    people = _people(row, watchers)
    return Telling(row.event_id, _frame(row, kind, payload), subjects, row.key, people) if people else None


def _people(row: Waiting, watchers: set[int]) -> list[int]:
    """The audience, and who watches the topic and may; of them those who have the feature, if it is of one."""
    people: list[int] = audience_from.decode(row.audience).resolve()
    people += sorted(may_watch_among(row.topic, watchers - set(people)))
    feature = EVENTS[row.type].feature
    if feature:
        enabled = having(feature, people)
        people = [person for person in people if person in enabled]
    return people


def _frame(row: Waiting, kind: type[Event], payload: str) -> str:
    name = kind.channel or row.topic
    channel = f'"channel":"{name}",' if name else ""
    at = row.created_at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return f'{{"id":"{row.event_id}","type":"{row.type}",{channel}"payload":{payload},"timestamp":"{at}"}}'
