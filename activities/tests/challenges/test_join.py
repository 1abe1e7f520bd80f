"""Does joining, leaving, inviting and declining take effect once, and tell whom it should?"""

from __future__ import annotations

from typing import Any

import pytest

from activities.challenges import joining
from activities.challenges.audiences import fellows
from activities.models import Invitation, Participation
from notifications.models import Notification
from realtime.models import OutboxEvent
from realtime.sockets.snapshots import PARTS
from social.models import Block, Mute

pytestmark = pytest.mark.django_db


def address(challenge: Any, what: str) -> str:
    return f"/api/v1/challenges/{challenge.pk}/{what}"


def lines(person: Any) -> list[str]:
    return list(
        Notification.objects.filter(user=person, type="challenge").order_by("pk").values_list("title", flat=True)
    )


def test_joining_again_changes_nothing_and_tells_nobody_again(alice: Any, bob: Any, hold: Any, api: Any) -> None:
    challenge = hold(alice)
    first = api(bob).post(address(challenge, "join"))
    events = OutboxEvent.objects.count()
    again = api(bob).post(address(challenge, "join"))
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()
    assert (first.json()["participants"], first.json()["me"]["rank"]) == (1, 1)
    assert OutboxEvent.objects.count() == events
    assert lines(alice) == ["Bob takes part in The long June"]


def test_leaving_takes_one_off_the_board_and_joining_again_counts_afresh(
    alice: Any, bob: Any, hold: Any, ride: Any, api: Any, board: Any
) -> None:
    challenge = hold(alice, joined_by=[alice, bob])
    ride(bob, 4_000)
    assert [api(bob).delete(address(challenge, "join")).status_code for _ in range(2)] == [204, 204]
    ride(bob, 2_000)
    assert board(alice, challenge) == [("alice", 1, 0)]
    assert Participation.objects.get(user=bob).value == 4_000
    assert api(bob).post(address(challenge, "join")).json()["me"]["value"] == 6_000


def test_one_takes_part_in_a_hundred_at_most(alice: Any, hold: Any, monkeypatch: Any, api: Any) -> None:
    monkeypatch.setattr(joining, "MOST", 2)
    for _ in range(2):
        assert api(alice).post(address(hold(alice), "join")).status_code == 200
    answer = api(alice).post(address(hold(alice), "join"))
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_challenges")


def test_an_invitation_is_told_shown_and_taken_back_once_answered(alice: Any, bob: Any, hold: Any, api: Any) -> None:
    challenge = hold(alice, visibility="invited")
    sent = {"user_ids": [bob.pk]}
    answers = [api(alice).post(address(challenge, "invitations"), sent).json() for _ in range(2)]
    assert answers == [{"invited": 1}, {"invited": 0}]
    assert lines(bob) == ["Alice invites you to The long June"]
    assert api(bob).get(address(challenge, "")).json()["invited"] is True
    assert api(bob).post(address(challenge, "join")).status_code == 200
    assert lines(bob) == []


def test_a_declined_invitation_is_not_sent_again_and_one_may_still_join(
    alice: Any, bob: Any, hold: Any, api: Any
) -> None:
    challenge = hold(alice, visibility="invited")
    sent = {"user_ids": [bob.pk]}
    api(alice).post(address(challenge, "invitations"), sent)
    assert api(bob).delete(address(challenge, "invitations")).status_code == 204
    assert api(alice).post(address(challenge, "invitations"), sent).json() == {"invited": 0}
    assert lines(bob) == []
    assert api(bob).get(address(challenge, "")).json()["invited"] is False
    assert api(bob).post(address(challenge, "join")).status_code == 200


def test_declining_without_an_invitation_is_refused(bob: Any, alice: Any, hold: Any, api: Any) -> None:
    answer = api(bob).delete(address(hold(alice), "invitations"))
    assert (answer.status_code, answer.json()["code"]) == (404, "no_invitation")


def test_only_friends_can_be_invited_and_the_answer_does_not_tell_why(
    alice: Any, bob: Any, charlie: Any, person: Any, befriend: Any, hold: Any, api: Any
) -> None:
    blocking = person("erin")
    befriend(alice, blocking)
    Block.objects.create(blocker=blocking, blocked=alice)
    challenge = hold(alice)
    answers = []
    for stranger in (charlie.pk, blocking.pk, 10**9, alice.pk):
        answers.append(api(alice).post(address(challenge, "invitations"), {"user_ids": [bob.pk, stranger]}).json())
    assert all(answer == answers[0] for answer in answers)
    assert list(answers[0]["errors"]) == ["user_ids"]
    assert not Invitation.objects.exists()


def test_friends_who_take_part_and_the_creator_are_told_of_a_newcomer(
    alice: Any, bob: Any, charlie: Any, person: Any, befriend: Any, hold: Any
) -> None:
    """charlie takes part and is no friend of bob's; erin is a friend and takes no part; frank has muted bob."""
    erin, frank, gina = person("erin"), person("frank"), person("gina")
    for friend in (erin, frank, gina):
        befriend(bob, friend)
    Mute.objects.create(muter=frank, muted=bob)
    challenge = hold(alice, joined_by=[charlie, frank, gina, bob])
    assert set(fellows(challenge.pk, bob.pk)) == {alice.pk, gina.pk}


def test_reaching_the_goal_is_told_once(alice: Any, hold: Any, ride: Any) -> None:
    from activities.tracking.services import delete_activity

    hold(alice, joined_by=[alice], goal=5_000)
    activity = ride(alice, 6_000)
    delete_activity(activity, alice)
    ride(alice, 7_000)
    assert lines(alice) == ["You have reached the goal of The long June"]


def test_a_client_begins_with_what_one_takes_part_in(alice: Any, bob: Any, hold: Any, ride: Any, standing: Any) -> None:
    challenge = hold(alice, joined_by=[bob])
    hold(alice, title="Not mine")
    ride(bob, 2_000)
    rows = PARTS["challenges"](bob)
    assert [(row["id"], row["me"]) for row in rows] == [(challenge.pk, standing(bob, challenge))]
    for _ in range(11):
        hold(alice, joined_by=[bob])
    assert len(PARTS["challenges"](bob)) == 10
