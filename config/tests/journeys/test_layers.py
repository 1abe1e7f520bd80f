"""Does the live side work on another channel layer? The same promises, with channels_redis in the place of ours."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from config.tests.stage import Stage, staged


@pytest.fixture(scope="module", params=["hub", "pubsub"])
def told_by(request: pytest.FixtureRequest, django_db_setup: None) -> Iterator[tuple[Stage, Any, Any]]:
    """A Slipstream on that layer, and two friends."""
    with tempfile.TemporaryDirectory(prefix="slip-") as folder:
        Path(folder).chmod(0o755)
        with staged(Path(folder), CHANNEL_LAYER=request.param) as stage:
            alice, bob = stage.person("alice"), stage.person("bob")
            alice.befriend(bob)
            yield stage, alice, bob


@pytest.mark.parametrize("by", ["socket", "poll"])
def test_news_comes_once_and_in_order(told_by: Any, by: str) -> None:
    _, alice, bob = told_by
    device = alice.device(by=by)
    device.expect("social_data")
    titles = [f"{by} {number}" for number in range(5)]
    for title in titles:
        bob.post_run(title)
    device.expect("friend_activity", title=titles[-1], within_s=30)
    told = [frame["payload"]["title"] for frame in device.frames if frame["type"] == "friend_activity"]
    assert (told, device.place.faults) == (titles, [])
    device.close()


def test_what_is_fleeting_reaches_who_is_connected(told_by: Any) -> None:
    _, alice, bob = told_by
    hers, his = alice.device(), bob.device()
    for device in (hers, his):
        device.expect("social_data")
    talk = alice.ask("POST", "conversations", json={"members": [bob.id]}).json()["id"]
    his.send("typing_start", {"conversation_id": talk})
    assert hers.expect("typing_start", within_s=30)["payload"]["conversation_id"] == talk
    for device in (hers, his):
        device.close()


def test_a_lost_subscription_costs_nothing(told_by: Any) -> None:
    stage, alice, bob = told_by
    device = alice.device()
    device.expect("social_data")
    stage.redis.client().client_kill_filter(_type="pubsub")
    bob.post_run("While nobody listened")
    device.expect("friend_activity", title="While nobody listened", within_s=30)
    bob.post_run("And afterwards")
    device.expect("friend_activity", title="And afterwards", within_s=30)
    assert (device.place.faults, device.closed_with) == ([], None)
    device.close()


def test_a_log_out_ends_the_socket(told_by: Any) -> None:
    stage, _, _ = told_by
    erin = stage.person("erin")
    device = erin.device()
    device.expect("social_data")
    assert erin.ask("POST", "auth/logout").status_code == 204
    assert device.expect_closed(within_s=30) == 4504
