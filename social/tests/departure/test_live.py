"""Are the sockets of an account that is deleted closed, and its polls ended, within seconds?"""

from __future__ import annotations

from typing import Any

from config.tests.cast import PASSWORD
from social.departure.services import leave_for_good


def test_its_devices_are_cut_off_and_no_others(live: Any, alice: Any, charlie: Any) -> None:
    socket, poll, stranger = live(alice), live(alice, by="poll"), live(charlie)
    for device in (socket, poll, stranger):
        device.expect("social_data")
    leave_for_good(alice, PASSWORD)
    assert socket.expect_closed(within_s=10) == 4503
    assert poll.expect_closed(within_s=10) == 401
    stranger.settle(quiet_s=0.2)
    assert stranger.closed_with is None
