"""Which connections are alive, on every process? A lease a process, renewed each second; a crash ends it by itself.

A person's connections stand in one hash, each with the process that holds it, and count while its lease does.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import redis

from realtime.streams import connection
from realtime.streams.position import key

LEASE_MS = 3000
MAX_CONNECTIONS = 10
PROCESS = connection.word()  # made afresh in every process: workers are spawned, not forked

ACQUIRE = """
-- KEYS: the person's hash. ARGV: connection, process, the prefix of process leases, how many are allowed.
local held = redis.call('HGETALL', KEYS[1])
local alive = 0
for i = 1, #held, 2 do
  if redis.call('EXISTS', ARGV[3] .. held[i + 1]) == 1 then alive = alive + 1
  else redis.call('HDEL', KEYS[1], held[i]) end
end
if alive >= tonumber(ARGV[4]) then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('EXPIRE', KEYS[1], 86400)
return 1
"""


def _person(person_id: int) -> str:
    return key("connections", person_id)


def _process(name: str) -> str:
    return key("process", name)


async def renew() -> None:
    """Say that this process lives; call it every second."""
    await connection.async_client().set(_process(PROCESS), 1, px=LEASE_MS)


async def acquire(person_id: int, connection_id: str) -> bool:
    """Take one of the person's ten places; False if all are taken."""
    await renew()
    script = connection.async_client().register_script(ACQUIRE)
    return bool(await script(keys=[_person(person_id)], args=[connection_id, PROCESS, _process(""), MAX_CONNECTIONS]))


async def release(person_id: int, connection_id: str) -> None:
    """Give a place back."""
    client: Any = connection.async_client()  # redis-py's types mix its two kinds of client
    await client.hdel(_person(person_id), connection_id)


def online(people: Iterable[int]) -> set[int]:
    """Which of these people are connected anywhere; two round trips. Nobody, when Redis is away."""
    ids = list(people)
    client = connection.sync_client()
    try:
        pipe = client.pipeline(transaction=False)
        for person_id in ids:
            pipe.hvals(_person(person_id))
        held: list[list[bytes]] = pipe.execute() if ids else []
        names = {name for values in held for name in values}
        alive = {name for name in names if client.exists(_process(name.decode()))}
    except redis.RedisError:
        return set()
    return {person_id for person_id, values in zip(ids, held, strict=True) if alive.intersection(values)}
