"""How is work left for later? A function with a name becomes a job; enqueueing it is part of the transaction."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, update_wrapper
from typing import Any, Generic, ParamSpec, Protocol, Self

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from config.kernel.jobs.retrying import RETRIES, Dead

QUEUES = ("inbox", "outbox", "exports", "webhooks")
LARGEST_BYTES = 256_000
PROVIDERS = {
    "procrastinate": "config.kernel.jobs.durable.Durable",
    "memory": "config.kernel.jobs.memory.Memory",
}
JOBS: dict[str, Job[Any]] = {}
P = ParamSpec("P")


@dataclass(frozen=True)
class Call:
    """One run of a job that is to come: with what, not before when, and which waiting one makes it needless."""

    job: Job[Any]
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    at: datetime | None = None
    once: str = ""
    lock: str = ""  # calls with the same lock run one after another, in the order they were enqueued


class Provider(Protocol):
    """Keeps calls until they are run."""

    def put(self, calls: Iterable[Call]) -> None:
        """Keep `calls` if the transaction around commits, and forget them if it does not."""


@cache
def provider_called(name: str) -> Provider:
    """The one provider of that name in this process."""
    made: Provider = import_string(PROVIDERS[name])()
    return made


def put(calls: Iterable[Call]) -> None:
    """Hand `calls` to the provider that the setting JOB_PROVIDER names."""
    provider_called(settings.JOB_PROVIDER).put(calls)


class Job(Generic[P]):
    """A function that can be run later, by a worker. It may run twice, so it must do no harm the second time."""

    def __init__(self, function: Callable[P, Any], name: str, queue: str, priority: int, retries: int) -> None:
        self.function, self.name, self.queue, self.priority, self.retries = function, name, queue, priority, retries
        self.signature = inspect.signature(function)
        self.origin = f"{function.__module__}.{function.__qualname__}"
        update_wrapper(self, function)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> Any:
        """Run it here and now, without a worker."""
        return self.function(*args, **kwargs)

    def enqueue(self, *, once: str = "", **kwargs: Any) -> None:
        """Have it run as soon as the surrounding transaction commits; never if that rolls back.

        With `once`, no second call is kept while one with that key waits to run. Either way a run begins after
        this transaction commits. Raises TypeError for arguments that do not fit, ValueError above 256 kB.
        """
        put([self.call(kwargs, once=once)])

    def enqueue_at(self, when: datetime, *, once: str = "", **kwargs: Any) -> None:
        """The same, but not before `when` (aware). With `once`, one that is due by then is enough."""
        put([self.call(kwargs, at=when, once=once)])

    def enqueue_many(self, many: Iterable[Mapping[str, Any]]) -> None:
        """Have it run once for each of these arguments; thousands at a time are cheap."""
        put([self.call(kwargs) for kwargs in many])

    def call(self, kwargs: Mapping[str, Any], at: datetime | None = None, once: str = "", lock: str = "") -> Call:
        """A call of this job, checked."""
        self.signature.bind(**kwargs)
        if at is not None and at.utcoffset() is None:
            raise ValueError("A job is enqueued for an aware time.")
        if len(json.dumps(dict(kwargs)).encode()) > LARGEST_BYTES:
            raise ValueError(
                f"The arguments of {self.name} are too large; enqueue an id, and read the rest when it runs."
            )
        return Call(self, dict(kwargs), at, once, lock)

    def fit(self, kwargs: Mapping[str, Any]) -> Self:
        """This job, or Dead where an older or newer release enqueued arguments that it does not take."""
        try:
            self.signature.bind(**kwargs)
        except TypeError as fault:
            raise Dead(f"{self.name}: {fault}") from fault
        return self


def register(made: Job[P]) -> Job[P]:
    """Make a job known by its name. Raises ImproperlyConfigured where another function has that name."""
    known = JOBS.get(made.name)
    if known and known.origin != made.origin:
        raise ImproperlyConfigured(f"{known.origin} and {made.origin} are both called {made.name}.")
    JOBS[made.name] = made
    return made


def job(
    name: str, *, queue: str = "inbox", priority: int = 0, retries: int = RETRIES
) -> Callable[[Callable[P, Any]], Job[P]]:
    """Register a function with JSON keyword arguments as the job `name`, which stays as it is for ever.

    `queue` is inbox (what people wait for), outbox (mail, push), exports (long work) or webhooks (strangers' servers,
    which may hang: many run at once). In a queue, higher priorities go first. A fault is tried again `retries` times;
    raise Dead where that cannot help.
    """
    if queue not in QUEUES:
        raise ImproperlyConfigured(f"{name}: there is no queue {queue}; choose of {', '.join(QUEUES)}.")

    return lambda function: register(Job(function, name, queue, priority, retries))
