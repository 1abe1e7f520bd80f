"""How does asynchronous code ask the database, without waiting in one queue for all?"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from channels.db import database_sync_to_async
from django.conf import settings

P = ParamSpec("P")
T = TypeVar("T")

# As many threads as the pool has connections: one more would only wait for one.
POOL = ThreadPoolExecutor(max_workers=settings.DATABASE_POOL_SIZE, thread_name_prefix="db")


def db_call(function: Callable[P, T]) -> Callable[P, Awaitable[T]]:
    """`function`, run in a thread of its own with a database connection that is given back afterwards."""
    return database_sync_to_async(function, thread_sensitive=False, executor=POOL)  # type: ignore[no-any-return]
