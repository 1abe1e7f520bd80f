"""What is an endpoint told of? Its owner's own events, once they are true, as far as the owner may see them then."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from activities.challenges.events import ChallengeClosed, GoalReached
from activities.challenges.joining import join_challenge
from activities.challenges.services import create_challenge
from activities.engagement.commenting import add_comment, delete_comment, hide_comment
from activities.engagement.services import like_activity, unlike_activity
from activities.engagement.sharing import share_activity
from activities.tracking.services import delete_activity, edit_activity
from config.kernel.models import Flag
from notifications.models import Endpoint, WebhookDelivery
from notifications.tests.webhooks.receivers import Received
from notifications.webhooks.kinds import KINDS
from realtime.events import publish
from social.conversations.sending import send_to
from social.friendships.services import accept_request, remove_friend, send_request
from social.models import Block, Mute

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(receiver: Any, hook: Any, alice: Any, work: Any) -> Any:
    """What an endpoint of alice, who wants to know everything, is told: `told()` after the jobs have run."""
    to = receiver()
    hook(alice, to, *KINDS)

    def read() -> list[tuple[str, dict[str, Any]]]:
        work()
        said = [json.loads(got.body) for got in to.received]
        to.received.clear()
        return [(one["type"], one["data"]) for one in said if one["type"] != "achievement_unlock"]

    return read


def test_of_ones_own_activities(told: Any, alice: Any, run: Any, api: Any) -> None:
    activity = run(alice, visibility=2)
    as_read = api(alice).get(f"/api/v1/activities/{activity.pk}").json()
    assert told() == [("activity_created", {"activity": as_read})]
    edit_activity(activity, alice, title="Later run")
    ((kind, data),) = told()
    assert (kind, data["activity"]["title"]) == ("activity_updated", "Later run")
    edit_activity(activity, alice, visibility=1)
    edit_activity(activity, alice, visibility=2)
    assert [kind for kind, _ in told()] == ["activity_updated", "activity_updated"]
    delete_activity(activity, alice)
    assert told() == [("activity_deleted", {"activity_id": activity.pk})]


def test_of_likes_comments_and_shares_of_others_on_ones_own(
    told: Any, alice: Any, bob: Any, run: Any, api: Any
) -> None:
    activity = run(alice)
    told()
    for person in (alice, bob):
        like_activity(activity, person)
        comment = add_comment(activity, person, "Well run")
    share_activity(activity, bob, "Look")
    said = dict(told())
    assert sorted(said) == ["activity_commented", "activity_liked", "activity_shared"]
    client = api(alice)
    (listed, _) = client.get(f"/api/v1/activities/{activity.pk}/likes").json()["results"]
    assert said["activity_liked"] == {"activity_id": activity.pk, "like_count": 2, **listed}
    comments = client.get(f"/api/v1/activities/{activity.pk}/comments").json()["results"]
    assert said["activity_commented"]["comment"] == next(row for row in comments if row["id"] == comment.pk)
    assert said["activity_shared"]["share"]["note"] == "Look"
    assert said["activity_shared"]["share"]["by"]["username"] == "bob"


def test_of_friends(told: Any, alice: Any, charlie: Any, person: Any) -> None:
    send_request(charlie, alice.pk)
    erin = person("erin")
    send_request(alice, erin.pk)
    accept_request(erin, alice.pk)
    said = [(kind, data["user"]["username"]) for kind, data in told()]
    assert said == [("friend_request", "charlie"), ("friend_accepted", "erin")]


def test_of_messages_without_what_they_say(
    told: Any, receiver: Any, hook: Any, alice: Any, bob: Any, work: Any
) -> None:
    told()
    message = send_to(bob, alice.pk, "a secret of ours", "1")
    send_to(alice, bob.pk, "my own", "2")
    ((kind, data),) = told()
    assert (kind, data["message_id"], data["sender"]["username"]) == ("message_received", message.pk, "bob")
    assert "secret" not in json.dumps(data)


def test_of_challenges(told: Any, alice: Any, api: Any) -> None:
    now = timezone.now()
    challenge = create_challenge(
        alice, title="May", metric="distance", goal=1000, starts_at=now, ends_at=now + timedelta(days=1)
    )
    join_challenge(challenge, alice)
    ids = {"challenge_id": challenge.pk, "person_id": alice.pk, "title": "May"}
    with transaction.atomic():
        publish(GoalReached(**ids), to=None)
        publish(ChallengeClosed(**ids, rank=1, participants=1), to=None)
    as_read = api(alice).get(f"/api/v1/challenges/{challenge.pk}").json()
    whole = {"challenge": as_read}
    assert told() == [("challenge_goal_reached", whole), ("challenge_ended", whole)]


def test_of_badges(receiver: Any, hook: Any, alice: Any, run: Any, work: Any, api: Any) -> None:
    to = receiver()
    hook(alice, to, "achievement_unlock")
    run(alice)
    work()
    said = [json.loads(got.body)["data"]["achievement"] for got in to.received]
    held = [badge for badge in api(alice).get("/api/v1/achievements").json()["results"] if badge["unlocked_at"]]
    assert said
    assert sorted(said, key=lambda badge: badge["key"]) == sorted(held, key=lambda badge: badge["key"])


def test_only_of_what_was_asked_for(receiver: Any, hook: Any, alice: Any, bob: Any, run: Any, work: Any) -> None:
    to = receiver()
    hook(alice, to, "activity_liked")
    like_activity(run(alice), bob)
    work()
    assert [json.loads(got.body)["type"] for got in to.received] == ["activity_liked"]


def test_never_of_what_happens_to_others(alice: Any, bob: Any, charlie: Any, told: Any, run: Any) -> None:
    """S-SEED-16: friends, strangers, public and private."""
    for owner in (bob, charlie):
        for visibility in (0, 1, 2):
            activity = run(owner, visibility=visibility)
            edit_activity(activity, owner, title="New")
            delete_activity(activity, owner)
    like_activity(run(bob), alice)
    send_request(bob, charlie.pk)
    assert told() == []


def test_all_endpoints_of_one_person_are_told_of_one_event_by_one_id(
    receiver: Any, hook: Any, alice: Any, run: Any, work: Any
) -> None:
    servers = [receiver(), receiver()]
    for server in servers:
        hook(alice, server)
    run(alice)
    work()
    got: list[Received] = [server.received[0] for server in servers]
    assert got[0].headers["webhook-id"] == got[1].headers["webhook-id"]
    assert got[0].headers["webhook-signature"] != got[1].headers["webhook-signature"]


def test_what_is_rolled_back_is_never_told(told: Any, alice: Any, run: Any) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        run(alice)
        assert WebhookDelivery.objects.exists()
        raise RuntimeError
    assert told() == []
    assert not WebhookDelivery.objects.exists()


def gone_activity(alice: Any, bob: Any, activity: Any, comment: Any) -> None:
    delete_activity(activity, alice)


def blocked(alice: Any, bob: Any, activity: Any, comment: Any) -> None:
    Block.objects.create(blocker=bob, blocked=alice)


def muted(alice: Any, bob: Any, activity: Any, comment: Any) -> None:
    Mute.objects.create(muter=alice, muted=bob)


def suspended(alice: Any, bob: Any, activity: Any, comment: Any) -> None:
    type(bob).objects.filter(pk=bob.pk).update(is_active=False)


def undone(alice: Any, bob: Any, activity: Any, comment: Any) -> None:
    unlike_activity(activity, bob)
    delete_comment(activity, bob, comment.pk)


def hidden_or_undone(alice: Any, bob: Any, activity: Any, comment: Any) -> None:
    unlike_activity(activity, bob)
    hide_comment(activity, alice, comment.pk)


@pytest.mark.parametrize("ended", [gone_activity, blocked, muted, suspended, undone, hidden_or_undone])
def test_what_the_owner_may_no_longer_see_is_not_sent(told: Any, alice: Any, bob: Any, run: Any, ended: Any) -> None:
    """S-OUT-10: rights are asked when it is sent, not when it happened."""
    activity = run(alice)
    told()
    like_activity(activity, bob)
    comment = add_comment(activity, bob, "Well run")
    ended(alice, bob, activity, comment)
    assert [kind for kind, _ in told() if kind != "activity_deleted"] == []
    about_bob = WebhookDelivery.objects.filter(type__in=["activity_liked", "activity_commented"])
    assert set(about_bob.values_list("status", "dropped_reason")) == {("dropped", "not_visible")}


def test_a_friendship_that_has_ended_is_not_told(told: Any, alice: Any, person: Any) -> None:
    erin, frank = person("erin"), person("frank")
    send_request(alice, erin.pk)
    accept_request(erin, alice.pk)
    remove_friend(erin, alice.pk)
    send_request(frank, alice.pk)
    remove_friend(frank, alice.pk)
    assert told() == []


@pytest.mark.parametrize("flag", ["webhooks", "likes"])
def test_what_waits_is_dropped_when_a_feature_is_switched_off(
    told: Any, alice: Any, bob: Any, run: Any, flag: str
) -> None:
    """S-JO-7."""
    activity = run(alice)
    told()
    like_activity(activity, bob)
    Flag.objects.create(name=flag, everyone=False).flush()
    assert told() == []
    like = WebhookDelivery.objects.get(type="activity_liked")
    reason = "feature_off" if flag == "webhooks" else "not_visible"
    assert (like.status, like.dropped_reason) == ("dropped", reason)


def test_nothing_is_sent_for_who_is_suspended_or_gone(told: Any, alice: Any, run: Any, person: Any, hook: Any) -> None:
    """S-OUT-10."""
    run(alice)
    type(alice).objects.filter(pk=alice.pk).update(is_active=False)
    assert told() == []
    assert WebhookDelivery.objects.values_list("status", flat=True).distinct().get() == "dropped"
    run(alice)
    alice.delete()
    assert told() == []
    assert not Endpoint.objects.exists()


def test_who_has_no_endpoint_costs_one_query_an_event(alice: Any, bob: Any, run: Any) -> None:
    activity = run(alice)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        like_activity(activity, bob)
    ours = [query["sql"] for query in captured if "webhook" in query["sql"]]
    assert len(ours) == 1
