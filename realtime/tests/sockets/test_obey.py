"""What does the socket make of what a client sends?"""

from __future__ import annotations

import json
from typing import Any

import pytest

from activities.models import Like
from realtime.models import OutboxEvent

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def device(alice: Any, live: Any) -> Any:
    device = live(alice)
    device.expect("social_data")
    return device


BAD = {
    "not JSON": "{",
    "not an object": "[1]",
    "no type": '{"payload": {}}',
    "unknown type": '{"type": "fly", "payload": {}}',
    "extra field": '{"type": "heartbeat", "payload": {}, "sender": 1}',
    "extra field in the payload": '{"type": "like", "payload": {"activity_id": 1, "user_id": 2}}',
    "wrong type": '{"type": "like", "payload": {"activity_id": "1"}}',
    "missing field": '{"type": "like", "payload": {}}',
    "NUL": '{"type": "subscribe", "payload": {"channel": "a\\u0000"}}',
    "lone surrogate": '{"type": "subscribe", "payload": {"channel": "\\ud800"}}',
    "too deep": '{"type": "like", "payload": {"a": ' + "[" * 30 + "]" * 30 + "}}",
    "very deep": "[" * 30_000 + "]" * 30_000,
    "payload not an object": '{"type": "like", "payload": 3}',
    "NaN": '{"type": "like", "payload": {"activity_id": NaN}}',
    "huge id": json.dumps({"type": "like", "payload": {"activity_id": 2**70}}),
    "long ack id": json.dumps({"type": "heartbeat", "payload": {}, "ack_id": "a" * 101}),
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD.keys())
def test_a_bad_frame_is_an_error_and_leaves_no_trace(device: Any, text: str) -> None:
    """S-WS-7 and S-WS-8."""
    before = OutboxEvent.objects.exclude(type="presence").count()
    device.socket.send(text)
    assert device.expect("error")["payload"]["code"] == "INVALID_MESSAGE"
    assert device.ask("heartbeat")["success"] is True
    assert (Like.objects.count(), OutboxEvent.objects.exclude(type="presence").count()) == (0, before)


def test_only_staff_speak_to_everybody_and_everybody_hears(
    device: Any, bob: Any, dana: Any, live: Any, way: str
) -> None:
    from social.models import Announcement

    assert device.ask("broadcast", {"message": "hi"})["error"]["code"] == "FORBIDDEN"
    assert Announcement.objects.count() == 0
    other, staff = live(bob, by=way), live(dana)
    for one in (other, staff):
        one.expect("social_data")
    assert staff.ask("broadcast", {"message": "two\nlines"})["error"]["code"] == "INVALID"
    done = staff.ask("broadcast", {"message": "  We are back at noon. "})
    for hearer in (device, other, staff):
        told = hearer.expect("broadcast")["payload"]
        assert told == {"announcement_id": done["result"]["announcement_id"], "message": "We are back at noon."}
    assert Announcement.objects.get().author == dana


def test_three_malformed_frames_close_the_connection(device: Any) -> None:
    """S-WS-7."""
    for _ in range(3):
        device.socket.send("{")
    assert device.expect_closed() == 4500


def test_a_frame_over_the_limit_closes_with_1009(device: Any) -> None:
    """S-WS-8."""
    device.socket.send("x" * 65_537)
    assert device.expect_closed() == 1009


def test_the_101st_message_of_a_second_is_not_acted_on(device: Any) -> None:
    """S-WS-9."""
    for _ in range(350):
        device.send("heartbeat")
    assert device.expect("error")["payload"]["code"] == "RATE_LIMITED"
    device.settle()
    assert device.types().count("heartbeat") < 350
    assert device.types().count("heartbeat") + device.types().count("error") == 350


def test_unknown_and_forbidden_channels_answer_alike(device: Any) -> None:
    """S-WS-16."""
    answers = [device.ask("subscribe", {"channel": name}) for name in ("nothing", "notifications:1", "activity:x", "")]
    assert {answer["error"]["code"] for answer in answers} == {"CHANNEL_NOT_FOUND"}
    assert {answer["error"]["message"] for answer in answers} == {"There is no such channel."}


@pytest.mark.parametrize("channel", ["notifications", "feed:updates", "presence"])
def test_ones_own_channels_are_confirmed(device: Any, channel: str) -> None:
    answer = device.ask("subscribe", {"channel": channel})
    assert (answer["success"], answer["result"]) == (True, {"channel": channel})
    assert device.ask("unsubscribe", {"channel": channel})["success"] is True


def test_a_refused_command_says_why_without_an_ack_too(device: Any) -> None:
    device.send("like", {"activity_id": 10**9})
    assert device.expect("error")["payload"]["code"] == "NOT_FOUND"


def test_a_feature_that_is_off_is_an_error(device: Any) -> None:
    """H3."""
    from config.kernel.models import Flag

    Flag.objects.create(name="likes", everyone=False)
    answer = device.ask("like", {"activity_id": 1})
    assert (answer["success"], answer["error"]["code"]) == (False, "FEATURE_NOT_AVAILABLE")


@pytest.mark.parametrize("kind", ["resume", "get_missed_messages"])
def test_resume_sends_again_what_came_after(device: Any, bob: Any, run: Any, kind: str) -> None:
    run(bob, title="Once more")
    first = device.expect("friend_activity", title="Once more")
    device.settle()
    name = "seq" if kind == "resume" else "last_sequence"
    device.frames.clear()
    device.send(kind, {"epoch": device.place.epoch, name: first["seq"] - 1})
    again = device.expect("friend_activity", title="Once more")
    assert (again["seq"], again["id"]) == (first["seq"], first["id"])
