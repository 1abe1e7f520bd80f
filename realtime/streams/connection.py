"""How is Redis reached? One client a process for threads, one an event loop for asynchronous code."""

from __future__ import annotations

import asyncio
import secrets
import weakref
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from redis import Redis
from redis import asyncio as aioredis
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry as AsyncRetry
from redis.backoff import NoBackoff
from redis.retry import Retry

SCRIPTS = Path(__file__).parent / "scripts"
TIMEOUT_S = 5
Clients = weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, aioredis.Redis]
_clients: Clients = Clients()


@cache
def sync_client() -> Redis:
    """The client of this process's threads."""
    return Redis.from_url(settings.REDIS_STREAMS_URL, socket_timeout=TIMEOUT_S, retry=Retry(NoBackoff(), 1))


def async_client() -> aioredis.Redis:
    """The client of the running event loop."""
    loop = asyncio.get_running_loop()
    if loop not in _clients:
        _clients[loop] = aioredis.Redis.from_url(settings.REDIS_STREAMS_URL, socket_timeout=TIMEOUT_S)
    return _clients[loop]


def subscription() -> PubSub:
    """A subscription of the running loop, on a connection of its own. It never renews itself: who holds it does."""
    client = aioredis.Redis.from_url(
        settings.REDIS_STREAMS_URL,
        socket_connect_timeout=TIMEOUT_S,
        socket_timeout=None,
        retry=AsyncRetry(NoBackoff(), 0),
    )
    return client.pubsub()


@cache
def source(name: str) -> str:
    """The text of one of our Lua scripts."""
    return (SCRIPTS / f"{name}.lua").read_text()


async def run(name: str, keys: list[str], args: list[Any]) -> Any:
    """Run a script on the loop's client; Redis caches it by its hash."""
    client = async_client()
    return await client.register_script(source(name))(keys=keys, args=args)


def run_sync(name: str, keys: list[str], args: list[Any]) -> Any:
    """Run a script on the process's client."""
    return sync_client().register_script(source(name))(keys=keys, args=args)


def word() -> str:
    """A fresh random word, for an epoch or a token."""
    return secrets.token_urlsafe(9)
