"""Is somebody who was away told exactly what they missed, or plainly that it cannot be told?"""

from __future__ import annotations

import json
from typing import Any

import pytest

from realtime.streams import connection
from realtime.streams.position import Position, incarnation_key, open_stream, stream_keys
from realtime.streams.recovery import Lost, missed
from realtime.tests.events.happenings import HIDDEN
from realtime.tests.streams.test_append import leader, people, telling

pytestmark = pytest.mark.django_db(transaction=True)


def seqs(frames: list[str]) -> list[int]:
    return [json.loads(frame)["seq"] for frame in frames]


async def lost_reason(person: int, position: Position) -> str:
    with pytest.raises(Lost) as lost:
        await missed(person, position)
    return lost.value.reason


async def stream_of(count: int) -> tuple[int, str]:
    person = next(people)
    standing = await open_stream(person)
    appender = await leader()
    for n in range(count):
        await appender.append([telling(f"{person}-{n}", person)])
        appender.settle()
    return person, standing.epoch


async def test_everything_after_a_position_comes_in_order() -> None:
    """P4."""
    person, epoch = await stream_of(12)
    page = await missed(person, Position(epoch, 5))
    assert seqs(page.frames) == [6, 7, 8, 9, 10, 11, 12]
    assert (page.position, page.has_more) == (Position(epoch, 12), False)
    assert (await missed(person, Position(epoch, 12))).frames == []


async def test_pages_follow_on() -> None:
    person, epoch = await stream_of(12)
    position, seen = Position(epoch, 0), []
    while True:
        page = await missed(person, position, limit=5)
        seen += seqs(page.frames)
        position = page.position
        if not page.has_more:
            break
    assert seen == list(range(1, 13))


@pytest.mark.parametrize("epoch", ["", "another", "0"])
async def test_an_empty_or_unknown_epoch_is_never_a_match(epoch: str) -> None:
    """P4."""
    person, _ = await stream_of(3)
    assert await lost_reason(person, Position(epoch, 0)) == "epoch_changed"


async def test_a_position_above_the_top_is_not_ours() -> None:
    person, epoch = await stream_of(3)
    assert await lost_reason(person, Position(epoch, 4)) == "ahead"


async def test_a_flushed_redis_ends_every_epoch() -> None:
    person, epoch = await stream_of(3)
    await connection.async_client().delete(incarnation_key(), *stream_keys(person))
    assert (await open_stream(person)).epoch != epoch
    assert await lost_reason(person, Position(epoch, 0)) == "epoch_changed"


async def test_a_redis_that_came_back_with_old_data_ends_every_epoch() -> None:
    """After a restart or a failover the newest entries may be missing, whatever the rest looks like."""
    person, epoch = await stream_of(3)
    await connection.async_client().hset(incarnation_key(), "run", "the-server-before-the-restart")
    standing = await open_stream(person)
    assert (standing.epoch != epoch, standing.top) == (True, 0)
    assert await lost_reason(person, Position(epoch, 3)) == "epoch_changed"


async def test_what_may_no_longer_be_seen_is_left_out_and_the_numbers_follow_on() -> None:
    """P11 and S-PR-2: nothing of it is told but that its place is empty."""
    person = next(people)
    standing = await open_stream(person)
    appender = await leader()
    await appender.append([
        telling("one", person, subjects="test:1"),
        telling("two", person, subjects="test:2"),
        telling("both", person, subjects="test:1,test:2"),
        telling("none", person),
    ])  # fmt: skip
    HIDDEN.add(2)
    try:
        frames = [json.loads(frame) for frame in (await missed(person, standing.position)).frames]
    finally:
        HIDDEN.clear()
    assert [(frame["seq"], frame["id"]) for frame in frames if frame["type"] != "skip"] == [(1, "one"), (4, "none")]
    (skip,) = [frame for frame in frames if frame["type"] == "skip"]
    assert (skip["payload"], skip["seq"]) == ({"from": 2}, 3)


async def test_a_hidden_end_moves_the_position_too() -> None:
    person = next(people)
    standing = await open_stream(person)
    await (await leader()).append([telling("last", person, subjects="test:9")])
    HIDDEN.add(9)
    try:
        page = await missed(person, standing.position)
    finally:
        HIDDEN.clear()
    assert [json.loads(frame)["type"] for frame in page.frames] == ["skip"]
    assert page.position.seq == 1


async def test_streams_that_nobody_asks_for_end_by_themselves() -> None:
    person, _ = await stream_of(1)
    client: Any = connection.async_client()
    for name in stream_keys(person)[:2]:
        assert 7000 < await client.ttl(name) <= 7200
