"""Does the relay tell everything that waits, in order, once, and nothing else?"""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import transaction

from config.tests.relaying import drain
from realtime.events import Audience, Event, People, Rule, publish
from realtime.events.relay import Relay
from realtime.models import OutboxEvent
from realtime.streams.position import Standing, open_stream
from realtime.streams.recovery import missed
from realtime.tests.events.happenings import Happened, Value
from realtime.tests.streams.test_append import people

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("alone")]


@sync_to_async
def tell(*events: tuple[Event, Audience]) -> None:
    with transaction.atomic():
        for event, to in events:
            publish(event, to=to)


async def frames_after(person: int, standing: Standing) -> list[dict[str, Any]]:
    frames = [json.loads(frame) for frame in (await missed(person, standing.position)).frames]
    return [frame for frame in frames if frame["type"] != "skip"]


async def test_events_are_told_in_the_order_of_the_outbox() -> None:
    person = next(people)
    standing = await open_stream(person)
    for start in range(0, 250, 50):
        await tell(*((Happened(number=start + n), People.of(person)) for n in range(50)))
    await drain()
    frames = await frames_after(person, standing)
    assert [frame["payload"]["number"] for frame in frames] == list(range(250))[: len(frames)]
    assert (await open_stream(person)).top == 250
    assert not await OutboxEvent.objects.aexists()


async def test_a_frame_has_the_whole_envelope() -> None:
    person = next(people)
    standing = await open_stream(person)
    await tell((Happened(number=1), People.of(person)))
    row = await OutboxEvent.objects.aget()
    await drain()
    (frame,) = await frames_after(person, standing)
    assert frame == {
        "seq": 1,
        "id": str(row.event_id),
        "type": "test_happened",
        "channel": "tests",
        "payload": {"number": 1, "about": []},
        "timestamp": row.created_at.isoformat().replace("+00:00", "Z"),
    }


async def test_an_event_that_cannot_be_told_is_set_aside_and_the_others_go_on() -> None:
    person = next(people)
    standing = await open_stream(person)
    await tell(
        (Happened(number=1), People.of(person)),
        (Happened(number=2), Rule("test_broken", {})),
        (Happened(number=3), People.of(person)),
    )
    await drain()
    assert [frame["payload"]["number"] for frame in await frames_after(person, standing)] == [1, 3]
    stuck = await OutboxEvent.objects.aget()
    assert stuck.error == "ZeroDivisionError: this rule is broken"


async def test_a_value_is_told_at_most_once_a_second_and_its_last_state_always() -> None:
    """C10: a storm of changes is a few frames, and the last one is true."""
    person = next(people)
    standing = await open_stream(person)
    stop = asyncio.Event()
    relay = asyncio.ensure_future(Relay(stop).run())
    began = time.monotonic()
    for n in range(60):
        Value.truth["speed"] = n
        await tell((Value(name="speed"), People.of(person)))
        await asyncio.sleep(0.02)
    took = time.monotonic() - began
    async with asyncio.timeout(10):
        while await OutboxEvent.objects.aexists():
            await asyncio.sleep(0.05)
    stop.set()
    await relay
    top = (await open_stream(person)).top
    assert 1 <= top <= took + 2
    (frame,) = await frames_after(person, standing)
    assert (frame["seq"], frame["payload"]["value"]) == (top, 59)


async def test_a_value_that_is_gone_is_not_told() -> None:
    person = next(people)
    await open_stream(person)
    await tell((Value(name="never was"), People.of(person)))
    await drain()
    assert (await open_stream(person)).top == 0


async def test_of_two_relays_one_leads_and_the_other_takes_over() -> None:
    person = next(people)
    standing = await open_stream(person)
    stops = [asyncio.Event(), asyncio.Event()]
    relays = []
    for stop in stops:
        relays.append(asyncio.ensure_future(Relay(stop).run()))
        await asyncio.sleep(0.3)
    for number in range(20):
        await tell((Happened(number=number), People.of(person)))
        if number == 10:
            stops[0].set()
            await relays[0]
    async with asyncio.timeout(10):
        while await OutboxEvent.objects.aexists():
            await asyncio.sleep(0.05)
    stops[1].set()
    await relays[1]
    assert [frame["payload"]["number"] for frame in await frames_after(person, standing)] == list(range(20))
