"""What if Redis is emptied or restarted? Everybody is told to read again, nobody that they have missed nothing."""

from __future__ import annotations

import time
from typing import Any

import pytest

from config.tests.stage import Stage


@pytest.fixture
def pair(stage: Stage) -> Any:
    alice, bob = stage.person("alice"), stage.person("bob")
    alice.befriend(bob)
    return alice, bob


def _flush(stage: Stage) -> None:
    stage.redis.client().flushall()


def _restart_empty(stage: Stage) -> None:
    stage.redis.kill()
    (stage.redis.folder / "dump.rdb").unlink(missing_ok=True)
    time.sleep(1)
    stage.redis.start()


def _restart_with_old_data(stage: Stage) -> None:
    """It comes back as it was a while ago: newer entries are gone, the numbers go on from an older place."""
    stage.redis.kill()
    stage.redis.start()


@pytest.mark.parametrize("loss", [_flush, _restart_empty, _restart_with_old_data])
def test_every_device_is_told_to_resync_and_is_right_afterwards(stage: Stage, pair: Any, loss: Any) -> None:
    """X2 and S-SEED-12: sockets stay, requests succeed meanwhile, the epoch changes, the snapshot is fresh."""
    alice, bob = pair
    socket, poll = alice.device(), alice.device(by="poll")
    for device in (socket, poll):
        device.expect("social_data")
    bob.post_run("Before the dump")
    socket.expect("friend_activity", title="Before the dump")
    stage.redis.client().save()
    bob.post_run("After the dump")
    socket.expect("friend_activity", title="After the dump")
    poll.expect("friend_activity", title="After the dump")
    epoch = socket.place.epoch
    loss(stage)
    last = bob.post_run("After the loss")
    for device in (socket, poll):
        resync = device.expect("resync_required", within_s=20)
        assert resync["payload"]["reason"] in ("epoch_changed", "ahead")
        assert resync["payload"]["epoch"] != epoch
    assert socket.closed_with is None, "the socket did not stay"
    stage.wait_until_told()
    fresh = alice.ask("GET", "feed").json()["results"]
    assert [row["title"] for row in fresh] == ["After the loss", "After the dump", "Before the dump"]
    for device in (socket, poll):
        deadline = time.monotonic() + 15
        while last not in _known(device) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert last in _known(device)
        assert device.place.faults == []
    bob.post_run("Live again")
    for device in (socket, poll):
        device.expect("friend_activity", title="Live again", within_s=15)


def test_requests_go_on_while_redis_is_away(stage: Stage, pair: Any) -> None:
    """X2: writes failed 0; what they told arrives once Redis is back, or is covered by the snapshot."""
    alice, bob = pair
    device = alice.device()
    device.expect("social_data")
    stage.redis.kill()
    activity = bob.post_run("Without Redis")
    assert alice.ask("GET", "feed").json()["results"][0]["title"] == "Without Redis"
    assert alice.ask("POST", f"activities/{activity}/like").json()["like_count"] == 1
    assert bob.retries == alice.retries == 0
    stage.redis.start()
    device.expect("resync_required", within_s=20)
    stage.wait_until_told()
    assert activity in _known(device) or device.expect("social_data", within_s=20)
    bob.post_run("Redis is back")
    device.expect("friend_activity", title="Redis is back", within_s=20)


def _known(device: Any) -> set[int]:
    """What the device shows after its last snapshot and the events since."""
    known: set[int] = set()
    for frame in list(device.frames):
        if frame["type"] == "social_data":
            known = {row["id"] for row in frame["payload"]["feed"]}
        elif frame["type"] == "feed_update" and frame["payload"]["action"] == "new":
            known.add(frame["payload"]["activity_id"])
    return known
