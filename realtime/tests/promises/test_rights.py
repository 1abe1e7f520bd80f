"""What is promised about rights, log-ins and limits? Promises 11, 12, 14 and 19, the heart of each."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from waffle import get_waffle_flag_model

from activities.tracking.services import delete_activity, edit_activity
from config.tests.devices import Device, Place
from config.tests.live import wait_for_the_relay
from realtime.sockets import topics
from realtime.sockets.codes import Close
from social.accounts.services import suspend
from social.friendships.services import remove_friend
from social.models import Block

pytestmark = pytest.mark.django_db(transaction=True)
STAY_AWAY = range(4500, 5000)

ENDS: dict[str, Callable[[Any, Any, Any], Any]] = {
    "unfriended": lambda run, alice, bob: remove_friend(alice, bob.pk),
    "blocked": lambda run, alice, bob: Block.objects.create(blocker=bob, blocked=alice),
    "hidden": lambda run, alice, bob: edit_activity(run, bob, visibility=2),
    "deleted": lambda run, alice, bob: delete_activity(run, bob),
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_promise_11_a_kept_event_is_not_replayed_once_the_right_has_ended(
    end: Callable[..., Any], alice: Any, bob: Any, live: Any, run: Any, way: str
) -> None:
    """The thorough ones: sockets/test_watch.py, streams/test_recover.py, and X12 of the fault plan."""
    first = live(alice)
    first.expect("social_data")
    place = Place(first.place.epoch, first.place.seq)
    activity = run(bob, title="Secret")
    first.expect("friend_activity", title="Secret")
    first.close()
    end(activity, alice, bob)
    again = live(alice, by=way, place=place)
    again.expect("skip")
    again.settle()
    assert "Secret" not in str(again.frames)
    assert again.place.faults == []


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_promise_11_what_waited_for_the_relay_is_not_told_once_the_right_has_ended(
    end: Callable[..., Any], alice: Any, bob: Any, live: Any, run: Any, house: Any, way: str
) -> None:
    device = live(alice, by=way)
    device.expect("social_data")
    house.kill("worker")
    activity = run(bob, title="Secret")
    end(activity, alice, bob)
    run(alice, title="Her own")
    house.start_worker()
    wait_for_the_relay()
    device.expect("feed_update", action="new", within_s=20)
    device.settle()
    assert "Secret" not in str(device.frames)


def switched_off(alice: Any, dana: Any) -> None:
    flag = get_waffle_flag_model().objects.create(name="messages", everyone=False)
    flag.flush()


def test_promise_12_a_log_in_that_ends_takes_its_devices_with_it(alice: Any, dana: Any, live: Any, way: str) -> None:
    """Log-out, a new password and the rest: accounts/test_end_live.py. Two processes: X12 of the fault plan."""
    device, staff = live(alice, by=way), live(dana, by=way)
    for one in (device, staff):
        one.expect("social_data")
    suspend(alice, by=dana)
    assert device.expect_closed(within_s=9) in (401, Close.GONE, Close.SIGNED_OUT)
    staff.settle(0.3)
    assert staff.closed_with is None


def test_promise_12_a_flag_that_is_switched_off_ends_what_it_was_for(
    alice: Any, bob: Any, dana: Any, live: Any, way: str
) -> None:
    from social.conversations.services import start_conversation

    talk, _ = start_conversation(alice, [bob.pk])
    device = live(bob, by=way)
    device.expect("social_data")
    assert device.ask("conversation_join", {"conversation_id": talk.pk})["success"]
    switched_off(alice, dana)
    device.expect("error", within_s=10 if way == "poll" else 6, code="CHANNEL_NOT_FOUND")


def test_promise_14_a_code_says_come_back_or_stay_away() -> None:
    """And 1012 comes with a `reconnect` frame: sockets/test_drain.py."""
    back = {Close.EXPIRED, Close.SLOW, Close.FULL, Close.FAST}
    away = {Close.MALFORMED, Close.NO_CREDENTIAL, Close.GONE, Close.SIGNED_OUT, Close.ELEVENTH, Close.VERSION}
    assert all(4000 <= code < 4500 for code in back)
    assert all(code in STAY_AWAY for code in away)
    assert back | away | {Close.NORMAL, Close.RESTART} == set(Close)


def test_promise_14_a_refusal_is_told_as_a_frame_and_then_as_a_code(house: Any, transactional_db: None) -> None:
    device = Device(house.base, None)
    assert device.expect_closed() in STAY_AWAY
    assert device.types() == ["error"]
    assert device.frames[0]["payload"]["code"] == "MISSING_TOKEN"


def test_promise_19_each_limit_has_a_named_error(alice: Any, live: Any) -> None:
    """The thorough ones: sockets/test_obey.py and sockets/test_connect.py."""
    from realtime import consumers

    assert (consumers.AUTHENTICATE_S, topics.MAX_SUBSCRIPTIONS) == (10, 100)
    devices = [live(alice) for _ in range(10)]
    limits = devices[0].expect("welcome")["payload"]["limits"]
    assert limits == {
        "frame_bytes": 65_536,
        "depth": 20,
        "messages_per_second": 100,
        "connections": 10,
        "subscriptions": 100,
    }
    for device in devices:
        device.expect("social_data")
    eleventh = live(alice)
    assert eleventh.expect("error")["payload"]["code"] == "MAX_CONNECTIONS"
    deep, big, fast = devices[:3]
    deep.socket.send('{"type":"like","payload":' + '{"a":' * 25 + "1" + "}" * 25 + "}")
    assert deep.expect("error")["payload"]["code"] == "INVALID_MESSAGE"
    big.socket.send("x" * 65_537)
    assert big.expect_closed() == 1009
    for _ in range(350):
        fast.send("heartbeat")
    assert fast.expect("error")["payload"]["code"] == "RATE_LIMITED"


def test_promise_19_identity_time_and_audience_are_the_server_s(
    alice: Any, bob: Any, charlie: Any, live: Any, run: Any, way: str
) -> None:
    from activities.models import Comment

    activity = run(bob)
    device = live(alice, by=way)
    device.expect("social_data")
    payload = {"activity_id": activity.pk, "content": "Hi"}
    for more in ({"user_id": bob.pk}, {"created_at": "2000-01-01T00:00:00Z"}, {"to": charlie.pk}):
        frame = {"type": "comment", "payload": payload | more, "ack_id": "a"}
        if way == "socket":
            device.socket.send(json.dumps(frame))
        else:
            assert device._request([frame])["events"][0]["payload"]["code"] == "INVALID_MESSAGE"
    if way == "socket":
        assert device.expect("error")["payload"]["code"] == "INVALID_MESSAGE"
    assert not Comment.objects.exists()
