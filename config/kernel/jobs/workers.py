"""How are waiting jobs taken and run? By one Procrastinate worker a queue, so that no queue waits for another."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from functools import cache
from typing import Any

import psycopg
from django.db import Error as DatabaseError
from procrastinate.contrib.django import DjangoApp, connector_params
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.job_context import JobContext
from procrastinate.jobs import Job
from procrastinate.manager import JobManager, NotificationCallback
from procrastinate.psycopg_connector import PsycopgConnector

from config.kernel.concurrency import db_call
from config.kernel.jobs.port import JOBS, QUEUES
from config.kernel.jobs.running import Retrying, run
from config.kernel.jobs.stalled import LOST_AFTER_S, give_back

log = logging.getLogger(__name__)
CONNECTIONS = 2  # to fetch and to finish; the jobs themselves use Django's
LOOK_S, RETRY_S = 5.0, 1.0
WIDE = {"webhooks": 8}  # times as many threads for what mostly waits for strangers' servers
GRACE_S = 7.0  # less than the ten seconds after which a supervisor kills


class Manager(JobManager):
    """Procrastinate's manager, which listens on one connection for all workers of the process, and misses nothing."""

    def __init__(self, connector: Any) -> None:
        super().__init__(connector)
        self.told: list[NotificationCallback] = []
        self.times_told = 0

    async def listen_for_jobs(
        self, *, on_notification: NotificationCallback, queues: Iterable[str] | None = None
    ) -> None:
        """The first who asks listens, for everybody; the others only leave their name."""
        self.told.append(on_notification)
        if len(self.told) == 1:
            await super().listen_for_jobs(on_notification=self._tell, queues=None)
        await asyncio.Event().wait()

    async def fetch_job(self, queues: Iterable[str] | None, worker_id: int) -> Job | None:
        """Look again if a job was announced while we looked: a worker forgets that as soon as it is told of nothing."""
        while True:
            times_told = self.times_told
            job = await super().fetch_job(queues, worker_id)
            if job or times_told == self.times_told:
                return job

    async def _tell(self, **notification: Any) -> None:
        self.times_told += 1
        for callback in self.told:
            await callback(**notification)


class Workers:
    """Runs jobs of `queues`, `threads` at a time in each (times WIDE), until `stop` is set."""

    def __init__(
        self,
        stop: asyncio.Event,
        queues: Iterable[str] = QUEUES,
        threads: int = 2,
        lost_after_s: float = LOST_AFTER_S,
        grace_s: float = GRACE_S,
    ) -> None:
        self.stop, self.queues, self.threads = stop, list(queues), threads
        self.lost_after_s, self.grace_s = lost_after_s, grace_s
        self.unfinished = False  # whether a job did not end within `grace_s` of the stop

    async def run(self) -> None:
        """Work until stopped, and wait out any fault of the database."""
        most = sum(map(self._width, self.queues))
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(most, thread_name_prefix="job"))
        while not self.stop.is_set():
            try:
                await db_call(give_back)(self.lost_after_s)  # and says at once if the database is away
                async with opened() as app:
                    await self._work(app)
            except (ConnectorException, psycopg.Error, DatabaseError, OSError) as fault:
                log.warning("jobs: %s", type(fault).__name__)
            with suppress(TimeoutError):
                await asyncio.wait_for(self.stop.wait(), RETRY_S)

    async def _work(self, app: DjangoApp) -> None:
        """Until stopped, or until a part ends, which only a fault makes it do."""
        parts: list[asyncio.Task[Any]] = [asyncio.create_task(self._worker(app, queue)) for queue in self.queues]
        parts += [asyncio.create_task(self._give_back()), asyncio.create_task(self.stop.wait())]
        done, _ = await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
        for part in parts:
            part.cancel()
        _, left = await asyncio.wait(parts, timeout=self.grace_s)
        if left and not self.stop.is_set():
            _, left = await asyncio.wait(left)
        self.unfinished = bool(left)
        for part in done:
            part.result()

    async def _worker(self, app: DjangoApp, queue: str) -> None:
        await app.run_worker_async(
            queues=[queue],
            concurrency=self._width(queue),
            fetch_job_polling_interval=LOOK_S,
            update_heartbeat_interval=self.lost_after_s / 3,
            stalled_worker_timeout=self.lost_after_s,
            shutdown_graceful_timeout=self.grace_s,
            delete_jobs="successful",
            install_signal_handlers=False,
        )

    def _width(self, queue: str) -> int:
        return self.threads * WIDE.get(queue, 1)

    async def _give_back(self) -> None:
        while True:
            await asyncio.sleep(min(LOOK_S, self.lost_after_s / 3))
            if count := await db_call(give_back)(self.lost_after_s):
                log.warning("jobs: %s given back, their worker was lost", count)


async def work_off() -> None:
    """Run what is due in every queue, one after another, and what that enqueues in turn; then return."""
    async with opened() as app:
        await app.run_worker_async(
            wait=False, listen_notify=False, install_signal_handlers=False, delete_jobs="successful"
        )


@asynccontextmanager
async def opened() -> AsyncIterator[DjangoApp]:
    """A Procrastinate of our own that knows every job, with connections of its own."""
    app = _app()
    for job in JOBS.values():
        if job.name not in app.tasks:
            app.task(name=job.name, queue=job.queue, pass_context=True, retry=Retrying(job.retries))(_task(job.name))
    connector = PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=CONNECTIONS)
    with app.replace_connector(connector):
        app.job_manager = Manager(connector)
        async with app.open_async():
            yield app


@cache
def _app() -> DjangoApp:
    return DjangoApp(connector=DjangoConnector())


def _task(name: str) -> Callable[..., None]:
    def perform(context: JobContext, **kwargs: Any) -> None:
        run(name, kwargs, context.job.id or 0)

    return perform
