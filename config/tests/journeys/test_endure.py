"""Do sockets stay open when nothing happens, and do many fit?"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from config.tests.devices import Device, Sign

pytestmark = pytest.mark.django_db(transaction=True)
IDLE_S, MANY = 120, 300


def test_an_idle_socket_stays_open_for_two_minutes_and_then_still_hears(
    alice: Any, bob: Any, live: Any, run: Any
) -> None:
    """Finding 1 of the stack: it is not cut off by any time-out of the layer's connection."""
    device = live(alice)
    device.expect("social_data")
    began = time.monotonic()
    while time.monotonic() - began < IDLE_S:
        assert device.closed_with is None, f"closed after {time.monotonic() - began:.0f} s"
        time.sleep(1)
    assert device.types().count("heartbeat") >= 3, "the server's own signs of life"
    run(bob, title="After the silence")
    device.expect("friend_activity", title="After the silence")
    assert "resync_required" not in device.types()


def test_300_sockets_connect_and_all_hear(
    my_turn: None, house: Any, transactional_db: None, person: Any, run: Any
) -> None:
    from social.models import Friendship

    star = person("star")
    fans = [person(f"fan{n}", password=None) for n in range(MANY // 10)]
    rows = [(star, fan) for fan in fans] + [(fan, star) for fan in fans]
    Friendship.objects.bulk_create([Friendship(user=one, friend=other, status="accepted") for one, other in rows])
    signs = [Sign.in_as(fan) for fan in fans for _ in range(10)]

    def open_one(sign: Sign) -> Device:
        device = Device(house.base, sign, open_timeout=60)
        device.expect("social_data", within_s=60)
        return device

    with ThreadPoolExecutor(8) as pool:
        devices = list(pool.map(open_one, signs))
    try:
        run(star, title="For all of you")
        for device in devices:
            device.expect("friend_activity", within_s=30, title="For all of you")
        assert len(devices) == MANY
    finally:
        for device in devices:
            device.close()
