"""Who has come and who has gone: is each told once, whatever ends a process, a worker or Redis?"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from asgiref.sync import sync_to_async

from realtime.events import subscriber
from realtime.events.publishing import SUBSCRIBERS
from realtime.presence import leases, scripting, sweeping
from realtime.presence.events import PeopleMoved
from realtime.presence.leases import Holder
from realtime.presence.sweeping import Sweeper
from realtime.streams import connection
from realtime.streams.position import key
from realtime.tests.streams.test_append import people

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("alone")]


@pytest.fixture
async def empty() -> AsyncIterator[None]:
    """What earlier tests left in Redis would be told as well."""
    await forget()
    yield
    await forget()


async def forget() -> None:
    client: Any = connection.async_client()
    async for name in client.scan_iter(f"{key('presence')}:*"):
        await client.delete(name)


@pytest.fixture
def moves(empty: None, monkeypatch: pytest.MonkeyPatch) -> list[tuple[set[int], set[int]]]:
    """Those who have come and gone, a sweep each."""
    seen: list[tuple[set[int], set[int]]] = []
    monkeypatch.setitem(SUBSCRIBERS, PeopleMoved, [])
    subscriber(PeopleMoved)(lambda event: seen.append((set(event.came), set(event.left))))
    return seen


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A grace of half a second and a lease of one."""
    monkeypatch.setattr(leases, "GRACE_MS", 500)
    monkeypatch.setattr(leases, "POLL_GRACE_MS", 800)
    monkeypatch.setattr(leases, "RENEW_S", 0.1)
    monkeypatch.setattr(scripting, "ALIVE_MS", 1000)


def crash(holder: Holder) -> None:
    """End a process as kill -9 does: it says nothing more."""
    assert holder._task is not None
    holder._task.cancel()


@pytest.fixture
def sweep() -> Callable[[], Any]:
    sweeper = Sweeper(asyncio.Event())
    return sweeper.sweep


@sync_to_async
def online(*people: int) -> set[int]:
    return leases.online(people)


async def test_the_first_connection_is_told_and_the_second_is_not(moves: Any, sweep: Any) -> None:
    person, holder, other = next(people), Holder(), Holder()
    await holder.acquire(person, "one", 10)
    await sweep()
    await other.acquire(person, "two", 10)
    await sweep()
    assert moves == [({person}, set())]


async def test_only_the_end_of_the_last_connection_is_told_and_only_after_the_grace(
    moves: Any, sweep: Any, hasty: None
) -> None:
    person, holder = next(people), Holder()
    await holder.acquire(person, "one", 10)
    await holder.acquire(person, "two", 10)
    await sweep()
    await holder.release("one", leases.GRACE_MS)
    await asyncio.sleep(0.7)
    await sweep()
    assert await online(person) == {person}
    await holder.release("two", leases.GRACE_MS)
    await sweep()
    assert await online(person) == {person}, "within the grace"
    assert moves == [({person}, set())]
    await asyncio.sleep(0.7)
    assert await online(person) == set()
    await sweep()
    assert moves[1:] == [(set(), {person})]


async def test_who_comes_back_within_the_grace_was_never_gone(moves: Any, sweep: Any, hasty: None) -> None:
    person, holder, other = next(people), Holder(), Holder()
    await holder.acquire(person, "one", 10)
    await sweep()
    await holder.release("one", leases.GRACE_MS)
    await sweep()
    await other.acquire(person, "two", 10)
    for _ in range(4):
        await asyncio.sleep(0.2)
        await sweep()
    assert moves == [({person}, set())]


async def test_a_crash_is_told_without_anybodys_farewell(moves: Any, sweep: Any, hasty: None) -> None:
    holder, other = Holder(), Holder()
    many = [next(people) for _ in range(30)]
    for person in many:
        await holder.acquire(person, f"c{person}", 10)
    await other.acquire(many[0], "elsewhere", 10)
    await sweep()
    crash(holder)
    await asyncio.sleep(0.3)
    await sweep()
    assert moves[1:] == [], "not before its lease has ended"
    await asyncio.sleep(0.9)
    assert await online(*many) == {many[0]}
    await sweep()
    assert moves[1:] == [(set(), set(many[1:]))]
    client: Any = connection.async_client()
    assert not await client.exists(scripting.held_by(holder.name)), "nothing is left of it"


async def test_a_sweep_is_bounded_and_nobody_is_forgotten(
    moves: Any, sweep: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeping, "CHANGES", 7)
    holder, many = Holder(), {next(people) for _ in range(30)}
    for person in many:
        await holder.acquire(person, f"c{person}", 10)
    counts = [await sweep() for _ in range(6)]
    assert counts == [7, 7, 7, 7, 2, 0]
    assert set.union(*(came for came, _ in moves)) == many


async def test_a_worker_that_dies_before_it_has_told_leaves_it_to_the_next(moves: Any, sweep: Any) -> None:
    person, holder = next(people), Holder()
    await holder.acquire(person, "one", 10)

    def die(event: PeopleMoved) -> None:
        raise ConnectionError

    SUBSCRIBERS[PeopleMoved].append(die)
    with pytest.raises(ConnectionError):
        await sweep()
    SUBSCRIBERS[PeopleMoved].remove(die)
    moves.clear()
    await sweep()
    assert moves == [({person}, set())]


async def test_of_two_workers_one_tells(moves: Any, sweep: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "LEAD_MS", 300)
    holder, standby = Holder(), Sweeper(asyncio.Event())
    await sweep()
    await holder.acquire(next(people), "one", 10)
    assert await standby.sweep() == 0
    await asyncio.sleep(0.4)
    assert await standby.sweep() == 1, "it takes over when the leader's lease has ended"


async def test_who_moves_while_it_is_told_is_looked_at_again(moves: Any, sweep: Any, hasty: None) -> None:
    person, holder = next(people), Holder()
    await holder.acquire(person, "one", 10)
    await sweep()
    await holder.release("one", leases.GRACE_MS)
    await asyncio.sleep(0.7)
    settle = scripting.run

    async def come_back_first(name: str, *args: Any) -> Any:
        if name == "settle":
            await Holder().acquire(person, "two", 10)
        return await settle(name, *args)

    sweeping.scripting.run = come_back_first  # type: ignore[assignment]
    try:
        await sweep()
    finally:
        sweeping.scripting.run = settle
    await sweep()
    assert moves == [({person}, set()), (set(), {person}), ({person}, set())]


async def test_a_redis_that_lost_everything_is_told_again_who_is_here(moves: Any, sweep: Any, hasty: None) -> None:
    person, holder = next(people), Holder()
    await holder.acquire(person, "one", 10)
    await sweep()
    await forget()
    await connection.async_client().delete(scripting.person_hash(person))
    assert await online(person) == set()
    async with asyncio.timeout(30):
        while await online(person) != {person}:  # at the next renewal
            await asyncio.sleep(0.05)
    await sweep()
    assert moves[-1] == ({person}, set())


async def test_a_process_that_was_buried_alive_comes_back(moves: Any, sweep: Any, hasty: None) -> None:
    person, holder = next(people), Holder()
    await holder.acquire(person, "one", 10)
    await sweep()
    crash(holder)
    await asyncio.sleep(1.2)
    await sweep()
    await holder.renew()
    await sweep()
    assert moves == [({person}, set()), (set(), {person}), ({person}, set())]


async def test_a_poller_is_here_in_the_gap_between_two_polls(moves: Any, sweep: Any, hasty: None) -> None:
    person = next(people)
    for _ in range(3):
        async with leases.polling(person):
            await sweep()
            await asyncio.sleep(0.1)
        await asyncio.sleep(0.4)
        await sweep()
    assert moves == [({person}, set())]
    await asyncio.sleep(0.7)
    await sweep()
    assert moves[1:] == [(set(), {person})]


async def test_polls_take_no_socket_its_place(empty: None) -> None:
    person = next(people)
    async with leases.polling(person), leases.polling(person):
        got = [await leases.acquire(person, f"c{n}") for n in range(11)]
    assert got == [True] * 10 + [False]


async def test_the_places_of_a_process_that_died_a_moment_ago_are_free(empty: None, hasty: None) -> None:
    """Its leases have not ended yet: who comes back to the process beside it, or after it, is not an eleventh."""
    person, dead, living = next(people), Holder(), Holder()
    assert await living.acquire(person, "beside", 10)
    assert [await dead.acquire(person, f"c{n}", 10) for n in range(9)] == [True] * 9
    crash(dead)
    assert [await living.acquire(person, f"again{n}", 10) for n in range(9)] == [True] * 9
    assert not await living.acquire(person, "eleventh", 10)
