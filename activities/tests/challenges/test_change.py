"""Can a challenge be set up, changed until it starts, and called off, by its creator only?"""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from activities.models import Challenge, Invitation, Participation
from realtime.models import OutboxEvent

pytestmark = pytest.mark.django_db
LIST = "/api/v1/challenges"


def body(**fields: Any) -> dict[str, Any]:
    now = timezone.now()
    return {
        "title": "Up and up",
        "metric": "elevation",
        "goal": 8849,
        "activity_types": ["hike", "run", "hike"],
        "starts_at": (now + timedelta(days=1)).isoformat(),
        "ends_at": (now + timedelta(days=8)).isoformat(),
        "visibility": "friends",
    } | fields


def test_it_is_set_up_and_read_back(alice: Any, api: Any) -> None:
    answer = api(alice).post(LIST, body())
    made = answer.json()
    assert answer.status_code == 201, made
    assert (made["metric"], made["unit"], made["goal"], made["activity_types"]) == (
        "elevation",
        "m",
        8849,
        ["hike", "run"],
    )
    assert (made["status"], made["participants"], made["me"], made["final"]) == ("upcoming", 0, None, False)
    assert (made["creator"]["username"], made["visibility"], made["invited"]) == ("alice", "friends", False)
    assert api(alice).get(f"{LIST}/{made['id']}").json() == made


@pytest.mark.parametrize(
    "fault",
    [
        {"title": ""},
        {"title": "x" * 121},
        {"metric": "fame"},
        {"goal": 0},
        {"goal": "far"},
        {"goal": 10**10},
        {"activity_types": ["chess"]},
        {"visibility": "private"},
        {"starts_at": "soon"},
        {"starts_at": (timezone.now() - timedelta(days=2)).isoformat()},
        {"ends_at": (timezone.now() + timedelta(hours=23)).isoformat()},
        {"ends_at": (timezone.now() + timedelta(days=400)).isoformat()},
    ],
    ids=lambda fault: next(iter(fault)),
)
def test_what_is_malformed_is_refused_by_name(alice: Any, api: Any, fault: dict[str, Any]) -> None:
    answer = api(alice).post(LIST, body(**fault))
    assert (answer.status_code, list(answer.json()["errors"])) == (400, list(fault))
    assert not Challenge.objects.exists()


def test_the_same_key_sets_up_one(alice: Any, api: Any) -> None:
    sent = body()
    answers = [api(alice).post(LIST, sent, headers={"Idempotency-Key": "k1"}).json() for _ in range(2)]
    assert answers[0] == answers[1]
    assert Challenge.objects.count() == 1


def test_a_twenty_first_of_a_day_is_refused(alice: Any, api: Any) -> None:
    statuses = [api(alice).post(LIST, body()).status_code for _ in range(21)]
    assert statuses == [201] * 20 + [429]


def test_before_the_start_everything_can_change(alice: Any, hold: Any, api: Any) -> None:
    challenge = hold(alice, begins_in_h=5)
    ends_at = timezone.now() + timedelta(days=3)
    changes = {"title": "New", "goal": 7, "metric": "count", "visibility": "invited", "ends_at": ends_at.isoformat()}
    answer = api(alice).patch(f"{LIST}/{challenge.pk}", changes)
    assert answer.status_code == 200, answer.json()
    challenge.refresh_from_db()
    assert (challenge.goal, challenge.metric, challenge.visibility) == (7, "count", "invited")
    assert challenge.ends_at == ends_at


def test_it_cannot_be_changed_to_end_before_it_starts(alice: Any, hold: Any, api: Any) -> None:
    challenge = hold(alice, begins_in_h=48)
    ends_at = timezone.now() + timedelta(days=1)
    answer = api(alice).patch(f"{LIST}/{challenge.pk}", {"ends_at": ends_at.isoformat()})
    assert (answer.status_code, set(answer.json()["errors"])) == (400, {"ends_at"})


@pytest.mark.parametrize(
    "change",
    [{"goal": 1}, {"metric": "time"}, {"activity_types": ["swim"]}, {"visibility": "invited"}],
    ids=lambda change: next(iter(change)),
)
def test_once_started_the_rules_are_frozen(alice: Any, hold: Any, api: Any, change: dict[str, Any]) -> None:
    challenge = hold(alice)
    answer = api(alice).patch(f"{LIST}/{challenge.pk}", {"title": "Other words", **change})
    assert (answer.status_code, answer.json()["code"]) == (409, "rules_frozen")
    assert list(answer.json()["errors"]) == list(change)
    challenge.refresh_from_db()
    assert (challenge.title, challenge.goal) == ("The long June", 100_000)


def test_the_window_is_frozen_too(alice: Any, hold: Any, api: Any) -> None:
    challenge = hold(alice)
    for name in ("starts_at", "ends_at"):
        later = (getattr(challenge, name) + timedelta(hours=1)).isoformat()
        assert api(alice).patch(f"{LIST}/{challenge.pk}", {name: later}).json()["code"] == "rules_frozen"


def test_words_can_change_any_time_and_unchanged_rules_may_come_along(alice: Any, hold: Any, api: Any) -> None:
    challenge = hold(alice)
    sent = {"title": "Other words", "description": "Longer", "goal": 100_000, "metric": "distance"}
    assert api(alice).patch(f"{LIST}/{challenge.pk}", sent).json()["title"] == "Other words"


def test_a_change_of_the_rules_counts_anew(alice: Any, hold: Any, run: Any, api: Any, work: Any, standing: Any) -> None:
    challenge = hold(alice, joined_by=[alice], begins_in_h=5)
    run(alice, started_at=challenge.starts_at + timedelta(hours=1), distance_m=4_000.0, duration_s=60)
    assert standing(alice, challenge)["value"] == 4_000
    api(alice).patch(f"{LIST}/{challenge.pk}", {"metric": "time"})
    work()
    assert standing(alice, challenge)["value"] == 60


def test_only_its_creator_changes_cancels_and_invites(alice: Any, bob: Any, hold: Any, api: Any) -> None:
    challenge = hold(alice)
    own = f"{LIST}/{challenge.pk}"
    assert api(bob).patch(own, {"title": "Mine"}).status_code == 403
    assert api(bob).delete(own).status_code == 403
    assert api(bob).post(f"{own}/invitations", {"user_ids": [alice.pk]}).status_code == 403
    challenge.refresh_from_db()
    assert (challenge.title, challenge.cancelled_at) == ("The long June", None)


def test_called_off_it_can_be_read_and_joined_no_more(
    alice: Any, bob: Any, hold: Any, api: Any, ride: Any, work: Any, standing: Any
) -> None:
    challenge = hold(alice, joined_by=[bob])
    ride(bob, 3_000)
    own = f"{LIST}/{challenge.pk}"
    work()
    OutboxEvent.objects.all().delete()
    assert [api(alice).delete(own).status_code for _ in range(2)] == [204, 204]
    work()
    assert set(OutboxEvent.objects.values_list("type", flat=True)) == {"challenge_update", "leaderboard_change"}
    assert api(bob).get(own).json()["status"] == "cancelled"
    assert api(alice).post(f"{own}/join").json()["code"] == "challenge_over"
    assert api(alice).patch(own, {"title": "Again"}).json()["code"] == "challenge_cancelled"
    ride(bob, 3_000)
    assert standing(bob, challenge)["value"] == 3_000


def test_what_is_over_can_be_neither_called_off_nor_joined(alice: Any, bob: Any, hold: Any, api: Any) -> None:
    challenge = hold(alice)
    own = f"{LIST}/{challenge.pk}"
    with time_machine.travel(challenge.ends_at, tick=False):
        answers = [api(alice).delete(own), api(bob).post(f"{own}/join")]
        answers.append(api(alice).post(f"{own}/invitations", {"user_ids": [bob.pk]}))
    assert [answer.json()["code"] for answer in answers] == ["challenge_over"] * 3
    assert not Participation.objects.exists()
    assert not Invitation.objects.exists()


def test_the_list_is_narrowed(alice: Any, hold: Any, api: Any) -> None:
    now, soon = hold(alice, joined_by=[alice], title="now"), hold(alice, begins_in_h=2, title="soon")
    gone = hold(alice, title="gone")
    Challenge.objects.filter(pk=gone.pk).update(cancelled_at=timezone.now())

    def titles(which: str) -> list[str]:
        return [row["title"] for row in api(alice).get(f"{LIST}?filter={which}").json()["results"]]

    assert (titles("active"), titles("upcoming"), titles("ended")) == (["now"], ["soon"], ["gone"])
    assert titles("mine") == ["soon", "gone", "now"]
    assert api(alice).get(f"{LIST}?filter=best").json()["errors"].keys() == {"filter"}
    assert {now.status, soon.status} == {"active", "upcoming"}


def test_mine_is_what_one_made_or_takes_part_in(alice: Any, bob: Any, hold: Any, api: Any) -> None:
    hold(alice, title="not mine")
    hold(alice, title="joined", joined_by=[bob])
    hold(bob, title="made")
    rows = api(bob).get(f"{LIST}?filter=mine").json()["results"]
    assert [(row["title"], row["me"] is not None) for row in rows] == [("made", False), ("joined", True)]


def test_a_page_of_challenges_costs_the_same_however_many(
    alice: Any, hold: Any, api: Any, django_assert_num_queries: Any
) -> None:
    client = api(alice)
    hold(alice, joined_by=[alice])
    client.get(LIST)
    for _ in range(2):
        with django_assert_num_queries(3):  # who asks; the challenges, one's parts in them
            client.get(LIST)
        for _ in range(4):
            hold(alice, joined_by=[alice])


def test_without_the_feature_there_are_no_challenges(alice: Any, hold: Any, api: Any, monkeypatch: Any) -> None:
    challenge = hold(alice)
    monkeypatch.setitem(os.environ, "FEATURE_CHALLENGES", "disabled")
    for path in ("", f"/{challenge.pk}", f"/{challenge.pk}/leaderboard"):
        answer = api(alice).get(LIST + path)
        assert (answer.status_code, answer.json()["code"]) == (403, "feature_not_available")


def test_a_moderator_calls_one_off_and_it_is_noted(alice: Any, dana: Any, hold: Any, client: Any) -> None:
    from django.contrib.admin.models import LogEntry

    challenge = hold(alice)
    client.force_login(dana)
    address = "/admin/activities/challenge/"
    client.post(address, {"action": "cancel", "_selected_action": [challenge.pk]})
    challenge.refresh_from_db()
    assert challenge.cancelled_at is not None
    assert LogEntry.objects.get().change_message == "Called off."
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("fault", [{"goal": 0}, {"metric": "fame"}, {"ends_at": timezone.now() - timedelta(days=9)}])
def test_the_database_holds_the_rules(alice: Any, hold: Any, fault: dict[str, Any]) -> None:
    challenge = hold(alice)
    with pytest.raises(IntegrityError), transaction.atomic():
        Challenge.objects.filter(pk=challenge.pk).update(**fault)
