"""Does what a moderator does reach open sockets and polls?"""

from __future__ import annotations

from typing import Any

import pytest

from activities.engagement.commenting import add_comment
from social.models import Case
from social.moderation.reporting import report

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_hidden_comment_goes_from_open_pages_and_a_suspended_person_is_cut_off(
    alice: Any, bob: Any, run: Any, live: Any, decide: Any
) -> None:
    activity = run(alice, visibility=0)
    comment = add_comment(activity, bob, "An ugly word")
    report(alice, "comment", comment.pk, "hate")
    reader, socket, poll = live(alice), live(bob), live(bob, by="poll")
    for device in (reader, socket, poll):
        device.expect("social_data")
    assert reader.ask("subscribe", {"channel": f"activity:{activity.pk}"})["success"]
    decide(Case.objects.get(), "hide")
    reader.expect("comment_deleted", comment_id=comment.pk)
    for device in (socket, poll):
        told = device.expect("notification")["payload"]["notification"]
        assert told["type"] == "moderation"
    decide(Case.objects.get(), "suspend", days="1")
    assert socket.expect_closed(within_s=30) == 4503
    assert poll.expect_closed(within_s=30) == 401
    reader.expect("sight_changed")
