"""Is nobody told where there is a reason not to: across a block, a mute, a preference, a flag that is off?"""

from __future__ import annotations

from typing import Any

import pytest
from waffle.testutils import override_flag

from activities.engagement.commenting import add_comment
from activities.engagement.services import like_activity
from notifications.inbox import deciding
from notifications.inbox.deciding import REASONS, Facts, facts_of, why_not
from notifications.inbox.kinds import KINDS, Channels
from notifications.inbox.models import Kind
from notifications.models import Notification
from social.conversations.sending import send_message, send_to
from social.conversations.services import leave, mute, start_conversation
from social.models import Block, Mute

pytestmark = pytest.mark.django_db
NOBODY_MINDS = Facts(
    is_themselves=False,
    is_active=True,
    is_apart=False,
    mutes_actor=False,
    mutes_thing=False,
    has_feature=True,
    wants=Channels(in_app=True, email=False, push=False),
    sees_it_anyway=False,
)


def told(person: Any) -> list[str]:
    return list(Notification.objects.filter(user=person).order_by("pk").values_list("type", flat=True))


@pytest.mark.parametrize(
    ("fact", "reason"),
    [
        ({"is_themselves": True}, "themselves"),
        ({"is_active": False}, "gone"),
        ({"is_apart": True}, "apart"),
        ({"mutes_actor": True}, "muted_person"),
        ({"mutes_thing": True}, "muted_thing"),
        ({"has_feature": False}, "feature_off"),
        ({"wants": Channels(in_app=False, email=True, push=True)}, "not_wanted"),
        ({"sees_it_anyway": True}, "not_away"),
    ],
)
def test_each_reason_alone_is_enough(fact: Any, reason: str) -> None:
    assert why_not(NOBODY_MINDS) is None
    assert why_not(NOBODY_MINDS._replace(**fact)) is getattr(deciding, reason)


def test_every_reason_is_in_the_column_and_says_what_it_means() -> None:
    assert len(REASONS) == len(Facts._fields)
    assert all(reason.__doc__ for reason in REASONS)
    assert set(KINDS) == set(Kind.values)


@pytest.mark.parametrize("way", ["blocks", "is_blocked", "mutes", "suspended", "prefers", "mutes_activity"])
def test_who_minds_is_told_nothing(alice: Any, charlie: Any, run: Any, api: Any, way: str) -> None:
    activity = run(alice, visibility=0)
    match way:
        case "blocks":
            Block.objects.create(blocker=alice, blocked=charlie)
        case "is_blocked":
            Block.objects.create(blocker=charlie, blocked=alice)
        case "mutes":
            Mute.objects.create(muter=alice, muted=charlie)
        case "suspended":
            type(alice).objects.filter(pk=alice.pk).update(is_active=False)
        case "prefers":
            body = {"types": {"like": {"in_app": False}}}
            assert api(alice).patch("/api/v1/notifications/preferences", body, format="json").status_code == 200
        case "mutes_activity":
            assert api(alice).post(f"/api/v1/activities/{activity.pk}/mute").status_code == 204
    facts = facts_of(alice.pk, "like", charlie.pk, activity.pk)
    assert why_not(facts) is not None
    if way not in ("blocks", "is_blocked", "suspended"):  # there they may not see the activity at all
        like_activity(activity, charlie)
    assert told(alice) == []


def test_a_flag_that_is_off_tells_nobody(alice: Any, bob: Any) -> None:
    with override_flag("likes", active=False):
        assert why_not(facts_of(alice.pk, "like", bob.pk, 1)) is deciding.feature_off
    with override_flag("likes", active=True):
        assert why_not(facts_of(alice.pk, "like", bob.pk, 1)) is None


def test_all_facts_are_one_question(alice: Any, bob: Any, django_assert_num_queries: Any) -> None:
    facts_of(alice.pk, "comment", bob.pk, 1)
    with django_assert_num_queries(1):
        facts_of(alice.pk, "comment", bob.pk, 1)


def test_who_is_gone_altogether_is_not_told(alice: Any) -> None:
    assert why_not(facts_of(10**9, "like", alice.pk, 1)) is deciding.gone


def test_an_unmuted_activity_tells_again(alice: Any, bob: Any, run: Any, api: Any) -> None:
    activity = run(alice)
    Notification.objects.all().delete()
    for _ in range(2):
        assert api(alice).post(f"/api/v1/activities/{activity.pk}/mute").status_code == 204
    add_comment(activity, bob, "Well run")
    assert told(alice) == []
    for _ in range(2):
        assert api(alice).delete(f"/api/v1/activities/{activity.pk}/mute").status_code == 204
    add_comment(activity, bob, "Really")
    assert told(alice) == ["comment"]


def test_a_stranger_cannot_mute_what_they_cannot_see(charlie: Any, alice: Any, run: Any, api: Any) -> None:
    path = f"/api/v1/activities/{run(alice).pk}/mute"
    assert api(charlie).post(path).status_code == api(charlie).delete(path).status_code == 404
    assert api().post(path).status_code == api().delete(path).status_code == 401


def test_a_message_makes_a_line_without_its_text(alice: Any, bob: Any, work: Any, api: Any) -> None:
    Notification.objects.all().delete()
    message = send_to(bob, alice.pk, "The secret place", "1")
    assert told(alice) == []
    work()
    (line,) = api(alice).get("/api/v1/notifications").json()["results"]
    assert (line["title"], line["message"]) == ("Bob sent you a message", "")
    assert line["link"] == f"/social/messages/{message.conversation_id}/"
    assert told(bob) == []


def test_messages_of_a_conversation_are_one_line_that_reading_it_reads(
    alice: Any, bob: Any, work: Any, api: Any
) -> None:
    from social.conversations.receipts import mark_read

    Notification.objects.all().delete()
    sent = [send_to(bob, alice.pk, text, text) for text in ("One", "Two")]
    work()
    assert api(alice).get("/api/v1/notifications/unread-count").json() == {"unread": 1}
    mark_read(alice, sent[0].conversation_id, sent[1].seq)
    assert api(alice).get("/api/v1/notifications/unread-count").json() == {"unread": 0}


def test_a_deleted_message_or_a_muted_conversation_tells_nothing(alice: Any, bob: Any, work: Any) -> None:
    from social.conversations.sending import delete_message

    Notification.objects.all().delete()
    message = send_to(bob, alice.pk, "One", "1")
    work()
    delete_message(bob, message.conversation_id, message.pk)
    assert told(alice) == []
    mute(alice, message.conversation_id, muted=True)
    send_to(bob, alice.pk, "Two", "2")
    work()
    assert told(alice) == []


def test_the_line_of_a_group_goes_with_who_leaves_it(alice: Any, bob: Any, work: Any) -> None:
    Notification.objects.all().delete()
    group, _ = start_conversation(bob, [alice.pk], "Group")
    send_message(bob, group.pk, "One", "1")
    work()
    assert told(alice) == ["message"]
    leave(alice, group.pk)
    assert told(alice) == []


def test_an_achievement_has_no_actor_and_is_told(alice: Any) -> None:
    facts = facts_of(alice.pk, "achievement", None, 1)
    assert why_not(facts) is None
