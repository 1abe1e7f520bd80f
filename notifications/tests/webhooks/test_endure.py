"""Does nobody wait for a bad receiver, and does nothing get lost with a worker? With the real worker's threads."""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import close_old_connections, connections, transaction
from django.utils import timezone

from config.kernel.jobs.workers import Workers
from config.tests.live import PROJECT, house_environment
from config.tests.working import execute
from notifications.models import Attempt, Endpoint, WebhookDelivery
from notifications.tests.webhooks.receivers import Behaviour, answering, bomb, drip, endless, hang, in_turn
from notifications.webhooks.attempting import Letter, take
from notifications.webhooks.jobs import serve
from notifications.webhooks.queueing import put_down
from notifications.webhooks.services import delete_endpoint

pytestmark = pytest.mark.django_db(transaction=True)
BAD: dict[str, Behaviour] = {
    "hangs": hang,
    "hangs as well": hang,
    "hangs too": hang,
    "drips": drip,
    "drips too": drip,
    "says 500": answering(500),
    "says 429": answering(429, Retry_After="60"),
    "redirects": answering(302, Location="http://127.0.0.1:6379/"),
    "pours": endless([]),
    "is a bomb": bomb,
}
GOOD, EACH = 3, 20


@contextmanager
def working(lost_after_s: float = 30) -> Iterator[None]:
    """The worker of webhooks, as `manage.py worker` runs it; it finds others' lost jobs after so many seconds."""
    stops: list[Callable[[], Any]] = []

    async def work() -> None:
        stop, loop = asyncio.Event(), asyncio.get_running_loop()
        stops.append(lambda: loop.call_soon_threadsafe(stop.set))
        await Workers(stop, queues=["webhooks"], lost_after_s=lost_after_s, grace_s=12).run()

    thread = threading.Thread(target=lambda: asyncio.run(work()))
    thread.start()
    try:
        yield
    finally:
        while not stops:
            time.sleep(0.01)
        stops[0]()
        thread.join()


def wait_for(truth: Callable[[], bool], within_s: float) -> None:
    deadline = time.monotonic() + within_s
    while not truth():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def endpoint_of(owner: Any, url: str) -> Endpoint:
    return Endpoint.objects.create(owner=owner, url=url, events=["activity_deleted"])


def tell(*owners: Any) -> None:
    with transaction.atomic():
        put_down("activity_deleted", [owner.pk for owner in owners], activity_id=1)


def test_good_receivers_do_not_wait_for_ten_bad_ones(person: Any, receiver: Any) -> None:
    """X10: p99 of the good ones is at most 5 s beside ten that hang, drip, pour and refuse."""
    bad, good = person("bad"), person("good")
    for behave in BAD.values():
        endpoint_of(bad, receiver(behave).url)
    servers = [receiver() for _ in range(GOOD)]
    for server in servers:
        endpoint_of(good, server.url)
    told_at: list[float] = []
    with working():
        for _ in range(EACH):
            told_at.append(time.monotonic())
            tell(bad, good)
            time.sleep(0.02)
        wait_for(lambda: all(len(server.received) == EACH for server in servers), 30)
        took = sorted(got.at - at for server in servers for got, at in zip(server.received, told_at, strict=True))
        for endpoint in Endpoint.objects.filter(owner=bad):
            delete_endpoint(bad, endpoint.pk)
    p99 = took[int(len(took) * 0.99) - 1]
    print(
        f"good beside {len(BAD)} bad: median {statistics.median(took):.3f} s, p99 {p99:.3f} s, worst {took[-1]:.3f} s"
    )
    assert p99 <= 5


def test_an_endpoint_gets_one_delivery_at_a_time(person: Any, receiver: Any) -> None:
    """S-OUT-11: whoever else looks while one is at it leaves it alone, and looks again later."""
    erin = person("erin")
    to = receiver()
    endpoint = endpoint_of(erin, to.url)
    tell(erin)
    tell(erin)
    letter = take(endpoint.pk)
    assert isinstance(letter, Letter)
    again_at = take(endpoint.pk)
    assert again_at == Endpoint.objects.get().busy_until
    execute("DELETE FROM procrastinate_jobs")
    serve(endpoint_id=endpoint.pk)
    assert to.received == []
    assert execute("SELECT scheduled_at FROM procrastinate_jobs WHERE task_name = 'webhooks.serve'") == [(again_at,)]


@contextmanager
def worker_process() -> Iterator[subprocess.Popen[bytes]]:
    """A worker of webhooks in a process of its own; killed at the end."""
    environment = house_environment(0, WEBHOOK_ALLOW="127.0.0.1/32")
    options = ["--only", "jobs", "--queues", "webhooks", "--lost-after", "1"]
    process = subprocess.Popen([sys.executable, "manage.py", "worker", *options], cwd=PROJECT, env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_a_worker_that_is_killed_after_sending_sends_again_with_the_same_id(person: Any, receiver: Any) -> None:
    """X10, S-SEED-18: at least once. The request has arrived, and nobody wrote that down."""
    erin = person("erin")
    to = receiver(in_turn(hang, answering(200)))
    endpoint_of(erin, to.url)
    tell(erin)
    with worker_process():
        wait_for(lambda: len(to.received) == 1, 30)
    assert Attempt.objects.count() == 0
    Endpoint.objects.update(busy_until=timezone.now())  # as if its lease had run out
    with working(lost_after_s=1):
        wait_for(lambda: WebhookDelivery.objects.get().status == "delivered", 30)
    assert [got.headers["webhook-id"] for got in to.received] == [to.received[0].headers["webhook-id"]] * 2


def test_an_endpoint_that_is_deleted_meanwhile_is_no_fault(person: Any, receiver: Any) -> None:
    erin = person("erin")

    def vanish(connection: Any) -> None:
        Endpoint.objects.all().delete()
        answering(200)(connection)
        close_old_connections()

    endpoint = endpoint_of(erin, receiver(vanish).url)
    tell(erin)
    serve(endpoint_id=endpoint.pk)
    assert not Attempt.objects.exists()


def test_no_connection_to_the_database_is_held_while_a_receiver_thinks(person: Any, receiver: Any) -> None:
    erin = person("erin")
    held: list[bool] = []

    def look(socket: Any) -> None:
        held.append(ours.connection is not None)
        answering(200)(socket)

    ours = connections["default"]  # the object, not the name that means another in each thread
    endpoint = endpoint_of(erin, receiver(look).url)
    tell(erin)
    serve(endpoint_id=endpoint.pk)
    assert held == [False]
