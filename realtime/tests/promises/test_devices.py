"""What is promised to a person with several devices, slow ones among them? Promises 7 to 10, 13 and 15."""

from __future__ import annotations

import time
import uuid
from typing import Any

import pytest

from activities.engagement.services import like_activity
from config.tests.devices import Place, Sign
from realtime.sockets import writer
from realtime.sockets.codes import Close
from realtime.tests.sockets.test_stall import memory_kb, stalled

pytestmark = pytest.mark.django_db(transaction=True)
STALLED, RUNS = 5, 150


def test_promise_07_lanes_are_never_mixed(
    alice: Any, bob: Any, charlie: Any, live: Any, run: Any, befriend: Any, way: str
) -> None:
    """All of the log, the last value of the latest, nothing kept of the ephemeral. Thorough: events/test_relay.py."""
    from social.conversations.sending import send_message
    from social.conversations.services import start_conversation

    activity = run(alice, visibility=0)
    talk, _ = start_conversation(bob, [alice.pk])
    away = live(alice)
    send_message(bob, talk.pk, "Hello", "c1")
    away.expect("message")
    away.settle()
    away.close()
    his = live(bob)
    his.expect("social_data")
    for person in (bob, charlie):
        like_activity(activity, person)
    assert his.ask("typing_start", {"conversation_id": talk.pk})["success"]
    for number in range(3):
        run(bob, title=f"Run {number}")
    his.expect("count_update", like_count=2)
    his.settle()

    device = live(alice, by=way, place=Place(away.place.epoch, away.place.seq))
    device.expect("friend_activity", title="Run 2")
    device.settle()
    told = [frame for frame in device.frames if "seq" in frame and frame["type"] != "skip"]
    runs = [frame["payload"]["title"] for frame in told if frame["type"] == "friend_activity"]
    assert runs == ["Run 0", "Run 1", "Run 2"]
    counts = [frame["payload"]["like_count"] for frame in told if frame["type"] == "count_update"]
    assert counts[-1:] == [2]
    assert len(counts) == 1, "an old value was kept"
    assert "typing_start" not in device.types()


def test_promise_07_a_reader_past_the_bound_is_told_to_come_back() -> None:
    """The log is not thinned: the connection ends with a code that says so, and the position is good."""
    assert 4000 <= Close.SLOW < 4500
    assert writer.MAX_CHARACTERS <= 400_000


def test_promise_08_slow_readers_cost_little_and_delay_nobody(
    alice: Any, bob: Any, live: Any, run: Any, house: Any
) -> None:
    """The thorough ones: sockets/test_stall.py, and X4 of the fault plan with twenty of them."""
    healthy = live(alice)
    healthy.expect("social_data")
    raws = [stalled(house, Sign.in_as(alice)) for _ in range(STALLED)]
    before = memory_kb(house.web.pid)
    for number in range(RUNS):
        run(bob, title=f"Run {number}", description="x" * 5000)
    healthy.expect("friend_activity", within_s=30, title=f"Run {RUNS - 1}")
    time.sleep(14)
    assert memory_kb(house.web.pid) - before < STALLED * 2048
    for raw in raws:
        raw.settimeout(3)
        with pytest.raises((ConnectionError, StopIteration)):
            while raw.recv(65_536):
                pass
            raise StopIteration  # the end of the stream is as good as a reset
    assert healthy.place.faults == []


def test_promise_09_the_ack_follows_the_commit_and_the_same_id_gives_the_same(
    alice: Any, bob: Any, live: Any, run: Any, way: str
) -> None:
    """The thorough one: sockets/test_watch.py."""
    from activities.models import Comment

    activity = run(alice)
    device = live(bob, by=way)
    device.expect("social_data")
    payload = {"activity_id": activity.pk, "content": "Strong!"}
    command = {"type": "comment", "payload": payload, "id": str(uuid.uuid4())}
    first = device.carry_out(command)
    assert Comment.objects.get().pk == first["result"]["comment"]["id"], "stored when it is acknowledged"
    assert device.carry_out(command)["result"] == first["result"]
    assert Comment.objects.count() == 1


def test_promise_10_each_device_has_its_place_and_reading_clears_on_all(
    alice: Any, bob: Any, live: Any, run: Any
) -> None:
    devices = [live(alice), live(alice), live(alice, by="poll")]
    for device in devices:
        device.expect("social_data")
    like_activity(run(alice), bob)
    for device in devices:
        device.expect_notification("like")
    devices[0].settle(1)  # badges for the run come by and by
    assert devices[0].ask("notification_read_all")["success"]
    for device in devices:
        device.expect("notification_read")
        device.expect("unread_count", notifications=0)
        assert device.place.faults == []


def test_promise_13_heartbeats_both_ways(alice: Any, live: Any, way: str) -> None:
    """Every 30 s, dead after 90: journeys/test_endure.py waits for that. Here: what is told and answered."""
    from config import serve
    from realtime.sockets import housekeeping

    device = live(alice, by=way)
    device.expect("social_data")
    assert device.ask("heartbeat")["success"] is True
    if way == "socket":
        timings = device.expect("welcome")["payload"]["timings"]
        assert (timings["heartbeat"], timings["dead"]) == (30, 90)
        assert (housekeeping.HEARTBEAT_S, serve.HEARTBEAT_S, serve.DEAD_S) == (30, 30, 90)
        device.send("heartbeat")
        device.expect("heartbeat")


def test_promise_15_one_cursor_for_socket_and_poll(alice: Any, bob: Any, live: Any, run: Any) -> None:
    """The thorough ones: polling/test_poll.py, and X17 of the fault plan with two processes."""
    place = Place()
    first = live(alice, place=place)
    first.expect("social_data")
    first.close()
    titles = []
    for way in ("poll", "socket", "poll"):
        titles.append(f"Before {way}")
        run(bob, title=titles[-1])
        device = live(alice, by=way, place=place)
        device.expect("friend_activity", title=titles[-1])
        device.settle(0.3)
        device.close()
        if way == "poll":
            device._thread.join(10)
    assert [frame["payload"]["title"] for frame in place.applied if frame["type"] == "friend_activity"] == titles
    assert (place.faults, place.resyncs) == ([], [])
