"""Do events get into the streams in order, once, and within bounds?"""

from __future__ import annotations

import asyncio
import itertools
from typing import Any

import pytest

from realtime.streams import appending, connection
from realtime.streams.appending import Appender, LeadLost, Telling
from realtime.streams.position import Position, open_stream, stream_keys
from realtime.streams.recovery import Lost, missed

people = itertools.count(1_000_000)


def telling(name: str, *to: int, key: str = "", subjects: str = "") -> Telling:
    return Telling(name, f'{{"id":"{name}","type":"t","payload":{{}}}}', subjects, key, list(to))


@pytest.fixture(autouse=True)
async def no_batch_before() -> None:
    """The names here are used again and again; real events have ids of their own."""
    await connection.async_client().delete(appending.key("relay", "done"))


async def leader() -> Appender:
    appender = Appender()
    await appender.claim()
    return appender


async def test_numbers_are_consecutive_from_one_and_far_below_2_to_the_53() -> None:
    """P1 and S-SEED-11: a counter a person, never a clock."""
    one, other = next(people), next(people)
    for person in (one, other):
        await open_stream(person)
    appender = await leader()
    told = await appender.append([telling("a", one, other), telling("b", one), telling("c", one, other)])
    assert told == [[(one, 1), (other, 1)], [(one, 2)], [(one, 3), (other, 2)]]


async def test_who_has_no_stream_open_gets_none() -> None:
    person = next(people)
    appender = await leader()
    assert await appender.append([telling("a", person)]) == [[]]
    assert await connection.async_client().exists(*stream_keys(person)) == 0


async def test_a_batch_repeated_after_a_crash_appends_nothing_twice() -> None:
    """F12: the repeated call gives the same numbers, so that the ring can be repeated too."""
    person = next(people)
    standing = await open_stream(person)
    batch = [telling("a", person), telling("b", person)]
    first = await (await leader()).append(batch)
    again = await (await leader()).append([*batch, telling("c", person)])
    assert again == [*first, [(person, 3)]]
    assert len((await missed(person, standing.position)).frames) == 3


async def test_a_settled_batch_is_forgotten() -> None:
    person = next(people)
    await open_stream(person)
    appender = await leader()
    await appender.append([telling("a", person)])
    appender.settle()
    await appender.append([telling("b", person)])
    done = await connection.async_client().hkeys(appending.key("relay", "done"))
    assert done == [b"b:0"]


async def test_a_relay_that_was_replaced_can_append_nothing_more() -> None:
    person = next(people)
    await open_stream(person)
    old = await leader()
    new = await leader()
    with pytest.raises(LeadLost):
        await old.append([telling("late", person)])
    assert await new.append([telling("a", person)]) == [[(person, 1)]]


async def test_a_newer_value_replaces_the_older_in_the_log() -> None:
    person = next(people)
    standing = await open_stream(person)
    appender = await leader()
    await appender.append([telling("v1", person, key="k"), telling("x", person), telling("v2", person, key="k")])
    page = await missed(person, standing.position)
    assert ['"v1"' in frame for frame in page.frames] == [False, False, False]
    assert '"type":"skip"' in page.frames[0]
    assert page.frames[0].startswith('{"seq":1,')
    assert page.frames[2].startswith('{"seq":3,')
    assert page.position.seq == 3


async def test_the_last_100_and_the_last_hour_are_kept(monkeypatch: Any) -> None:
    """F6: the larger of the two, and never more than the cap."""
    monkeypatch.setattr(appending, "CAP", 300)
    person = next(people)
    standing = await open_stream(person)
    appender = await leader()
    for start in range(0, 290, 10):
        await appender.append([telling(f"e{start + n}", person) for n in range(10)])
        appender.settle()
    log = stream_keys(person)[1]
    assert await connection.async_client().xlen(log) == 290, "all are younger than an hour"
    monkeypatch.setattr(appending, "KEEP_MS", 0)
    await asyncio.sleep(0.01)
    for n in range(80):
        await appender.append([telling(f"f{n}", person)])
        appender.settle()
    assert await connection.async_client().xlen(log) == 100
    with pytest.raises(Lost) as lost:
        await missed(person, standing.position)
    assert lost.value.reason == "too_old"
    floor = (await open_stream(person)).floor
    page = await missed(person, Position(standing.epoch, floor))
    assert len(page.frames) == 100


async def test_the_cap_holds_whatever_the_age(monkeypatch: Any) -> None:
    monkeypatch.setattr(appending, "CAP", 120)
    person = next(people)
    await open_stream(person)
    appender = await leader()
    for start in range(0, 200, 20):
        await appender.append([telling(f"c{start + n}", person) for n in range(20)])
        appender.settle()
    assert await connection.async_client().xlen(stream_keys(person)[1]) == 120


async def test_an_event_for_many_goes_in_parts_and_each_part_once() -> None:
    crowd = [next(people) for _ in range(250)]
    for person in crowd[::2]:
        await open_stream(person)
    told = await (await leader()).append([telling("many", *crowd)])
    assert told == [[(person, 1) for person in crowd[::2]]]
    assert await (await leader()).append([telling("many", *crowd)]) == told
