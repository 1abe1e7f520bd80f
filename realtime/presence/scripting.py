"""How do our Lua scripts run, and which keys do they touch?"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from realtime.streams import connection
from realtime.streams.position import key

SCRIPTS = Path(__file__).parent / "scripts"
ALIVE_MS = 3500  # a process renews every half second: 3 s after the last sign it can have given, it counts as dead


def holders() -> str:
    """The sorted set of processes, by when each gave its last sign of life."""
    return key("presence", "holders")


def held_by(name: str) -> str:
    """The hash of what a process holds: connection → person."""
    return key("presence", "held", name)


def person_hash(person_id: object) -> str:
    """The hash of what a person has open: connection → process."""
    return key("connections", person_id)


def due() -> str:
    """The sorted set of people to look at, by when."""
    return key("presence", "due")


def shown() -> str:
    """The set of people last told to be present."""
    return key("presence", "shown")


@cache
def source(name: str) -> str:
    """The text of a script, with what all of them begin with."""
    head = "local HOLDERS, ALIVE_MS = KEYS[1], tonumber(ARGV[1])\n"
    return head + (SCRIPTS / "alive.lua").read_text() + (SCRIPTS / f"{name}.lua").read_text()


async def run(name: str, keys: list[str], *args: str | int) -> Any:
    """Run a script on the loop's client. Raises RedisError."""
    script = connection.async_client().register_script(source(name))
    return await script(keys=[holders(), *keys], args=[ALIVE_MS, *args])


def run_sync(name: str, keys: list[str], *args: str | int) -> Any:
    """Run a script on the client of threads. Raises RedisError."""
    script = connection.sync_client().register_script(source(name))
    return script(keys=[holders(), *keys], args=[ALIVE_MS, *args])
