"""What if Redis is away? The cache answers that it holds nothing, and the request goes on."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache; a fault of Redis is a miss and a warning, never an error for a person.

    `incr` raises ValueError then, as for a missing key, which django-ratelimit reads as "unknown".
    """

    def _try(self, operation: Callable[..., Any], otherwise: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return operation(*args, **kwargs)
        except (RedisError, OSError) as fault:
            log.warning("cache unavailable: %s", type(fault).__name__)
            return otherwise

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        return self._try(super().get, default, key, default, version)

    def get_many(self, keys: Any, version: Any = None) -> Any:
        return self._try(super().get_many, {}, keys, version)

    def add(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> Any:
        """True without Redis: who adds to take a lock or to count the first of something goes on."""
        return self._try(super().add, True, key, value, *args, **kwargs)

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> Any:
        return self._try(super().set, None, key, value, *args, **kwargs)

    def set_many(self, data: Any, *args: Any, **kwargs: Any) -> Any:
        return self._try(super().set_many, list(data), data, *args, **kwargs)

    def delete(self, key: Any, version: Any = None) -> Any:
        return self._try(super().delete, False, key, version)

    def delete_many(self, keys: Any, version: Any = None) -> Any:
        return self._try(super().delete_many, None, keys, version)

    def touch(self, key: Any, *args: Any, **kwargs: Any) -> Any:
        return self._try(super().touch, False, key, *args, **kwargs)

    def clear(self) -> None:
        """Forget what is ours; others may share the database."""
        client = self._cache.get_client(None, write=True)
        names = list(client.scan_iter(match=self.make_key("*"), count=1000))
        if names:
            client.unlink(*names)

    def incr(self, key: Any, delta: int = 1, version: Any = None) -> Any:
        try:
            return super().incr(key, delta, version)
        except (RedisError, OSError) as fault:
            raise ValueError(f"cache unavailable: {type(fault).__name__}") from fault
