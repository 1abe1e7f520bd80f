"""Who watches a topic now, on whatever process? Each connection says so again every few seconds, or is forgotten.

A watcher is one connection of a person; all polls of a person are one. Whether they may watch is not asked here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from realtime.streams import connection
from realtime.streams.position import key

SOCKET_S, POLL_S = 20, 90
POLL = "poll"


def _key(topic: str) -> str:
    return key("watch", topic)


def _member(person_id: int, watcher: str) -> str:
    return f"{person_id}:{watcher}"


def _poll_key(person_id: int) -> str:
    return key("polltopics", person_id)


async def watch(topics: Sequence[str], person_id: int, watcher: str, *, pipe: Any = None) -> None:
    """Watch `topics` for SOCKET_S seconds from now, or POLL_S for polls; on `pipe`, when that is executed."""
    seconds = POLL_S if watcher == POLL else SOCKET_S
    script = connection.async_client().register_script(connection.source("watch"))
    args: list[str | int] = [_member(person_id, watcher), seconds * 1000, seconds]
    for topic in topics:  # one call a topic: the keys of a call must live on one node of a cluster
        await script(keys=[_key(topic)], args=args, client=pipe)


async def unwatch(topics: Iterable[str], person_id: int, watcher: str) -> None:
    """Watch `topics` no longer. For polls forget them first: a poll that says them again looks once more."""
    pipe = connection.async_client().pipeline(transaction=False)
    for topic in topics:
        pipe.zrem(_key(topic), _member(person_id, watcher))
    await pipe.execute()


async def remember_for_polls(topic: str, person_id: int) -> None:
    """The person's polls watch `topic`: each poll says so again."""
    client: Any = connection.async_client()  # redis-py's types mix its two kinds of client
    await client.sadd(_poll_key(person_id), topic)
    await client.expire(_poll_key(person_id), POLL_S)


async def forget_for_polls(topics: Iterable[str], person_id: int) -> None:
    """The person's polls watch these no longer."""
    client: Any = connection.async_client()
    await client.srem(_poll_key(person_id), *topics)


async def topics_of_polls(person_id: int) -> list[str]:
    """The topics that the person's polls watch."""
    client: Any = connection.async_client()
    return sorted(name.decode() for name in await client.smembers(_poll_key(person_id)))


async def watch_for_poll(person_id: int, topics: Sequence[str]) -> None:
    """Say again that the person's polls watch `topics`."""
    if topics:
        client: Any = connection.async_client()
        await client.expire(_poll_key(person_id), POLL_S)
        await watch(topics, person_id, POLL)
        ended_meanwhile = set(topics).difference(await topics_of_polls(person_id))  # by another request
        await unwatch(ended_meanwhile, person_id, POLL)


def watchers_of(topics: Iterable[str]) -> dict[str, set[int]]:
    """The people who watch each of `topics`, in one round trip."""
    wanted = sorted(set(topics))
    if not wanted:
        return {}
    client = connection.sync_client()
    pipe = client.pipeline(transaction=False)
    script = client.register_script(connection.source("watchers"))
    for topic in wanted:
        script(keys=[_key(topic)], args=[], client=pipe)
    people = [{int(member.split(b":")[0]) for member in members} for members in pipe.execute()]
    return dict(zip(wanted, people, strict=True))
