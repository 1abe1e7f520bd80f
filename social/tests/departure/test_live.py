"""Are the sockets of an account that is deleted closed, and its polls ended?"""

from __future__ import annotations

from typing import Any

from config.tests.cast import PASSWORD
from social.departure.services import leave_for_good


def test_a_device_is_cut_off_at_once(live: Any, alice: Any, way: str) -> None:
    device = live(alice, by=way)
    leave_for_good(alice, PASSWORD)
    assert device.wait_closed()
