"""Who watches a topic is told, while they may; and hears of it when they may no longer."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def open_run(alice: Any, run: Any) -> Any:
    """A run of alice that everybody may see."""
    return run(alice, visibility=0)


def test_a_watcher_who_is_no_friend_is_told_until_they_leave(
    open_run: Any, bob: Any, charlie: Any, api: Any, live: Any, way: str
) -> None:
    device, topic = live(charlie, by=way), f"activity:{open_run.pk}"
    device.expect("social_data")
    assert device.ask("subscribe", {"channel": topic})["result"] == {"channel": topic}
    api(bob).post(f"/api/v1/activities/{open_run.pk}/like")
    device.expect("count_update", activity_id=open_run.pk, like_count=1)
    assert device.ask("unsubscribe", {"channel": topic})["success"] is True
    api(bob).delete(f"/api/v1/activities/{open_run.pk}/like")
    device.settle(1.5)
    assert [f["payload"]["like_count"] for f in device.frames if f["type"] == "count_update"] == [1]


def test_who_does_not_watch_is_not_told(open_run: Any, bob: Any, charlie: Any, api: Any, live: Any) -> None:
    device = live(charlie)
    device.expect("social_data")
    api(bob).post(f"/api/v1/activities/{open_run.pk}/like")
    device.settle(1.5)
    assert "count_update" not in device.types()


def hide(run: Any, alice: Any, charlie: Any) -> None:
    from activities.tracking.services import edit_activity

    edit_activity(run, alice, visibility=2)


def delete(run: Any, alice: Any, charlie: Any) -> None:
    from activities.tracking.services import delete_activity

    delete_activity(run, alice)


@pytest.mark.parametrize("end", [hide, delete])
def test_the_right_ends_and_the_channel_closes_at_once(
    end: Any, open_run: Any, alice: Any, bob: Any, charlie: Any, api: Any, live: Any, way: str
) -> None:
    """Promise 11."""
    device, topic = live(charlie, by=way), f"activity:{open_run.pk}"
    device.expect("social_data")
    device.ask("subscribe", {"channel": topic})
    if way == "poll":
        device.settle(0.3)  # it waits again
    end(open_run, alice, charlie)
    told = device.expect("error", within_s=5, code="CHANNEL_NOT_FOUND")
    assert told["payload"]["details"] == {"channel": topic}
    assert device.ask("subscribe", {"channel": topic})["error"]["code"] == "CHANNEL_NOT_FOUND"


def test_a_flag_that_is_switched_off_closes_its_channels(alice: Any, bob: Any, live: Any) -> None:
    """Promise 12: within five seconds, without a restart."""
    from waffle import get_waffle_flag_model

    from social.conversations.services import start_conversation

    conversation, _ = start_conversation(alice, [bob.pk])
    device = live(bob)
    device.expect("social_data")
    assert device.ask("conversation_join", {"conversation_id": conversation.pk})["success"] is True
    device.frames.clear()
    flag = get_waffle_flag_model().objects.create(name="messages", everyone=False)
    flag.flush()
    told = device.expect("error", within_s=6, code="CHANNEL_NOT_FOUND")
    assert told["payload"]["details"] == {"channel": f"conversation:{conversation.pk}"}
    refused = device.ask("send_message", {"conversation_id": conversation.pk, "content": "hi", "client_id": "c1"})
    assert refused["error"]["code"] == "FEATURE_NOT_AVAILABLE"


def test_the_same_command_id_takes_effect_once_and_answers_alike(open_run: Any, bob: Any, live: Any, way: str) -> None:
    """Promise 9, also after a new connection."""
    from activities.models import Comment

    frame = {"type": "comment", "payload": {"activity_id": open_run.pk, "content": "Strong!"}, "id": "c-1"}
    first = live(bob, by=way).carry_out(frame)
    again = live(bob, by=way).carry_out(frame)
    assert first["success"] is again["success"] is True
    assert first["result"] == again["result"]
    assert Comment.objects.count() == 1
    other = {**frame, "payload": {"activity_id": open_run.pk, "content": "Something else"}}
    assert live(bob, by=way).carry_out(other)["error"]["code"] == "IDEMPOTENCY_KEY_REUSED"
    assert Comment.objects.count() == 1
