"""How does a server leave? It tells every client when to come back, spread over a few seconds, and loses nothing."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from config.tests.devices import Device, PollDevice, Sign
from config.tests.live import House, free_port, house_environment

pytestmark = pytest.mark.django_db(transaction=True)
SOCKETS = 40


@pytest.fixture
def pair_of_processes(house: Any) -> Iterator[House]:
    """A web server of two processes beside the standing one; the standing worker relays for both."""
    port = free_port()
    pair = House(house_environment(port, WEB_CONCURRENCY="2"), port)
    pair.start_web()
    yield pair
    pair.stop()


def test_each_is_told_a_moment_and_closed_then_and_comes_back_to_what_it_missed(
    pair_of_processes: House, person: Any, run: Any, befriend: Any
) -> None:
    """Promise 17."""
    bob = person("bob")
    people = [person(f"p{number}") for number in range(SOCKETS // 8)]
    for one in people:
        befriend(bob, one)
    devices = [Device(pair_of_processes.base, Sign.in_as(one)) for one in people for _ in range(8)]
    for device in devices:
        device.expect("social_data")
    asked = time.monotonic()
    threading.Thread(target=pair_of_processes.kill, args=("web", signal.SIGTERM), daemon=True).start()

    moments = [device.expect("reconnect")["payload"]["in_ms"] for device in devices]
    assert [device.expect_closed() for device in devices] == [1012] * SOCKETS
    run(bob, title="While away")
    while pair_of_processes.web is not None:
        time.sleep(0.05)

    assert time.monotonic() - asked < 15
    assert max(moments) <= 3000
    assert len(set(moments)) > SOCKETS / 4  # not all at once
    pair_of_processes.start_web()
    again = [
        Device(pair_of_processes.base, Sign.in_as(one), place=devices[8 * index].place)
        for index, one in enumerate(people)
    ]
    for device in again:
        device.expect("friend_activity", title="While away")
        assert device.place.faults == []
        assert "resync_required" not in device.types()
        device.close()


def test_a_waiting_poll_is_answered_and_a_running_request_ends(pair_of_processes: House, person: Any) -> None:
    """Promise 17, for those who poll: an empty answer with the position, not a broken connection."""
    alice = person("alice")
    poll = PollDevice(pair_of_processes.base, Sign.in_as(alice))
    poll.expect("social_data")
    time.sleep(0.5)  # it waits again by now
    asked = time.monotonic()
    pair_of_processes.kill("web", signal.SIGTERM)
    assert time.monotonic() - asked < 5
    pair_of_processes.start_web()
    poll.settle()
    assert poll.place.faults == []
    poll.close()
