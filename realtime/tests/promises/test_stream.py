"""What does the stream promise? Promises 1 to 6 of docs/protocol.md's makers, the heart of each."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

import realtime.tests.events.happenings  # noqa: F401 - registers the test's own events
from config.tests.devices import Place, Sign
from config.tests.screen import Screen, differences
from realtime.models import OutboxEvent
from realtime.sockets.housekeeping import POSITIONS_S
from realtime.tests.polling.test_poll import get

pytestmark = pytest.mark.django_db(transaction=True)


def entries(device: Any) -> list[dict[str, Any]]:
    return [frame for frame in device.frames if "seq" in frame]


def covered(device: Any) -> list[int]:
    """Every number that the device was told of, with those that a skip stands for."""
    numbers: list[int] = []
    for frame in entries(device):
        first = frame["payload"]["from"] if frame["type"] == "skip" else frame["seq"]
        numbers += range(first, frame["seq"] + 1)
    return numbers


def test_promise_01_one_log_a_person_numbered_from_one(alice: Any, bob: Any, live: Any, run: Any, way: str) -> None:
    """The thorough one: streams/test_append.py."""
    device = live(alice, by=way)
    device.expect("social_data")
    began = device.place.seq
    for number in range(5):
        run(bob, title=f"Run {number}")
    device.expect("friend_activity", title="Run 4")
    device.settle()
    assert covered(device) == list(range(began + 1, device.place.seq + 1))
    assert device.place.seq < 100, "a clock would say more"
    assert device.place.faults == []


def test_promise_02_nothing_is_told_before_the_commit(alice: Any, bob: Any, live: Any, run: Any, way: str) -> None:
    """The thorough ones: events/test_publish.py and journeys/test_crash.py."""
    device = live(alice, by=way)
    device.expect("social_data")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        run(bob, title="Never was")
        assert OutboxEvent.objects.exists()
        raise ZeroDivisionError
    with transaction.atomic():
        run(bob, title="Was")
        time.sleep(1)  # what is not committed cannot be waited for
        assert "friend_activity" not in device.types()
    device.expect("friend_activity", title="Was")
    assert "Never was" not in str(device.frames)


def test_promise_03_welcome_says_what_one_may_rely_on(alice: Any, live: Any) -> None:
    """The thorough one: sockets/test_connect.py."""
    told = live(alice).expect("welcome")["payload"]
    assert told.keys() >= {"protocol", "epoch", "seq", "oldest", "limits", "timings", "server_time", "connection_id"}
    assert (told["protocol"], told["user_id"]) == ("slipstream.v1", alice.pk)
    assert abs((datetime.fromisoformat(told["server_time"]) - datetime.now(UTC)).total_seconds()) < 30


def test_promise_04_resume_is_complete_or_refused(alice: Any, bob: Any, live: Any, run: Any, way: str) -> None:
    """All of it, in order; or `resync_required` and none of it. The thorough one: streams/test_recover.py."""
    first = live(alice)
    first.expect("social_data")
    began = Place(first.place.epoch, first.place.seq)
    titles = [f"Run {number}" for number in range(4)]
    for title in titles:
        run(bob, title=title)
    first.expect("friend_activity", title=titles[-1])
    first.settle()

    again = live(alice, by=way, place=began)
    again.expect("friend_activity", title=titles[-1])
    told = [frame["payload"]["title"] for frame in entries(again) if frame["type"] == "friend_activity"]
    assert told == titles
    assert "social_data" not in again.types()

    again.close()
    for place in (Place("another", 0), Place(began.epoch, 1000)):
        refused = live(alice, by=way, place=place)
        refused.expect("resync_required", within_s=20)  # at most two polls may wait at once
        refused.expect("social_data")
        refused.close()
        assert entries(refused) == []


def test_promise_04_an_empty_epoch_is_never_a_match(alice: Any, live: Any, house: Any) -> None:
    device = live(alice)
    device.expect("social_data")
    device.send("resume", {"epoch": "", "seq": 0})
    assert device.expect("resync_required")["payload"]["reason"] == "epoch_changed"
    _, body, _ = get(house, Sign.in_as(alice), last_poll_id=0)
    assert [frame["type"] for frame in body["events"]] == ["resync_required", "social_data"]


def test_promise_05_a_snapshot_goes_with_a_position_read_before_it(
    alice: Any, bob: Any, api: Any, live: Any, run: Any, house: Any
) -> None:
    """What happens in between comes again, and changes nothing. The thorough one: journeys/test_snapshot.py."""
    client = api(alice)
    device = live(alice)
    device.expect("social_data")
    epoch, top = client.get("/api/v1/feed")["X-Position"].rsplit(":", 1)
    assert (epoch, int(top)) == (device.place.epoch, device.place.seq)
    run(bob, title="In between")
    screen = Screen(lambda path: client.get(f"/api/v1/{path}"), alice.pk)
    device.expect("feed_update", action="new")
    device.settle()
    for frame in entries(device) * 2:
        screen.apply(frame)
    assert differences(screen, Screen(lambda path: client.get(f"/api/v1/{path}"), alice.pk)) == []


async def _append_without_a_ring(person_id: int) -> int:
    from realtime.streams.appending import Appender, Telling

    appender = Appender()
    await appender.claim()
    name = uuid4().hex  # one that was told before would be taken for a repetition
    frame = (
        f'{{"id":"{name}","type":"test_happened","payload":{{"number":1,"about":[]}},'
        '"timestamp":"2026-05-01T00:00:00Z"}'
    )
    [[(_, seq)]] = await appender.append([Telling(name, frame, "", "", [person_id])])
    return seq


def test_promise_06_a_lost_ring_delays_and_loses_nothing(alice: Any, live: Any, house: Any, way: str) -> None:
    """An entry that nobody rang for comes by the position check, or with the next poll."""
    from asgiref.sync import async_to_sync

    device = live(alice, by=way)
    device.expect("social_data")
    seq = async_to_sync(_append_without_a_ring)(alice.pk)
    told = device.expect("test_happened", within_s=15)  # 10, and what a busy machine adds
    assert told["seq"] == seq
    assert POSITIONS_S <= 10
