"""What is lost when a process dies? Nothing that was committed, and nothing is shown twice."""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections import Counter
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import transaction

from config.tests.relaying import drain
from config.tests.stage import Stage, Steady
from realtime.events import People, publish
from realtime.events.relay import Relay
from realtime.streams.position import Position, open_stream
from realtime.streams.recovery import missed
from realtime.tests.events.happenings import Happened
from realtime.tests.streams.test_append import people

EVENTS = 2000


def test_2000_events_survive_kill_9_of_web_and_worker(stage: Stage) -> None:
    """X1 and F12: web or worker killed at random moments under load, 24 times; two sockets and a poll are watching."""
    chance = random.Random(20260501)
    alice, bob = stage.person("alice"), stage.person("bob")
    alice.befriend(bob)
    devices = [Steady(alice), Steady(alice), Steady(alice, by="poll")]
    for device in devices:
        device.wait_for(lambda place: place.epoch)
    posted: list[int] = []
    writers = [threading.Thread(target=_post, args=(bob.another(), EVENTS // 2 // 4, posted)) for _ in range(4)]
    for writer in writers:
        writer.start()
    kills = Counter[str]()
    while any(writer.is_alive() for writer in writers):
        time.sleep(chance.uniform(0.4, 1.6))
        which = "web" if chance.random() < 0.2 else "worker"
        stage.house.kill(which)
        kills[which] += 1
        stage.house.start_web() if which == "web" else stage.house.start_worker()
    stage.wait_until_told()
    truth = {row[0] for row in stage.rows("SELECT id FROM activities WHERE deleted_at IS NULL")}
    assert len(posted) == len(set(posted)) == len(truth) == EVENTS // 2, "a retry made two, or one was lost"
    for device in devices:
        device.wait_for(lambda place: _new(place).keys() >= truth)
        device.close()
    print(f"kills {dict(kills)}, cuts {[device.cuts for device in devices]}, events {2 * len(truth)}")
    for device in devices:
        place = device.place
        told = _new(place)
        assert told.keys() == truth, f"lost {len(truth - told.keys())}"
        assert set(told.values()) == {1}, "shown twice"
        assert (place.faults, place.resyncs) == ([], [])
        seqs = [frame["seq"] for frame in place.applied]
        assert seqs == sorted(set(seqs)), "out of order"
    assert kills.total() >= 10


def _post(actor: Any, count: int, posted: list[int]) -> None:
    for n in range(count):
        posted.append(actor.post_run(f"Run {n}"))


def _new(place: Any) -> Counter[int]:
    return Counter(
        frame["payload"]["activity_id"]
        for frame in list(place.applied)
        if frame["type"] == "feed_update" and frame["payload"]["action"] == "new"
    )


@pytest.mark.usefixtures("alone")
@pytest.mark.django_db(transaction=True)
async def test_2000_events_survive_a_relay_that_stops_anywhere() -> None:
    """Between reading, appending, ringing and forgetting: cut off at 300 random moments, nothing is lost or doubled."""
    chance = random.Random(7)
    person = next(people)
    standing = await open_stream(person)
    cuts = 0
    for start in range(0, EVENTS, 100):
        await _publish(person, start, 100)
        for _ in range(15):
            relay = asyncio.ensure_future(Relay(asyncio.Event()).run())
            await asyncio.sleep(chance.expovariate(1 / 0.012))
            while not relay.done():  # a library may swallow a cancellation that comes with its own time-out
                relay.cancel()
                await asyncio.wait([relay], timeout=0.2)
            cuts += 1
    await drain()
    assert cuts == 300
    assert (await open_stream(person)).top == EVENTS
    position, numbers = Position(standing.epoch, (await open_stream(person)).floor), []
    while True:
        page = await missed(person, position)
        numbers += [int(frame.split('"number":')[1].split(",")[0]) for frame in page.frames]
        position = page.position
        if not page.has_more:
            break
    assert numbers == list(range(EVENTS - len(numbers), EVENTS))
    assert len(numbers) >= 1000


@sync_to_async
def _publish(person: int, start: int, count: int) -> None:
    for number in range(start, start + count):
        with transaction.atomic():
            publish(Happened(number=number), to=People.of(person))
