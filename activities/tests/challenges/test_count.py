"""Is progress what a recount of the activities gives, whatever is added, edited, deleted or uploaded late?"""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from activities.challenges import jobs, joining
from activities.models import Activity, Participation
from activities.tracking.services import create_activity, delete_activity, edit_activity

pytestmark = pytest.mark.django_db
STEPS, SEED = 500, 20


def test_progress_follows_what_is_added_edited_and_deleted(alice: Any, hold: Any, ride: Any, standing: Any) -> None:
    challenge = hold(alice, joined_by=[alice])
    activity = ride(alice, 12_500)
    assert standing(alice, challenge)["value"] == 12_500
    edit_activity(activity, alice, distance_m=8_000.0)
    assert standing(alice, challenge)["value"] == 8_000
    delete_activity(activity, alice)
    assert standing(alice, challenge)["value"] == 0


def test_what_was_done_before_joining_counts_from_the_start(alice: Any, hold: Any, ride: Any, standing: Any) -> None:
    challenge = hold(alice)
    ride(alice, 5_000, hours_ago=2)
    ride(alice, 70_000, hours_ago=13)
    assert standing(alice, challenge) is None
    joining.join_challenge(challenge, alice)
    assert standing(alice, challenge)["value"] == 5_000


def test_the_start_counts_and_the_end_does_not(alice: Any, hold: Any, run: Any, standing: Any) -> None:
    challenge = hold(alice, joined_by=[alice], metric="count", goal=5)
    a_second = timedelta(seconds=1)
    moments = [challenge.starts_at - a_second, challenge.starts_at, challenge.ends_at - a_second, challenge.ends_at]
    for moment in moments:
        run(alice, started_at=moment)
    assert standing(alice, challenge)["value"] == 2


def test_only_the_types_it_names_count(alice: Any, hold: Any, ride: Any, standing: Any) -> None:
    challenge = hold(alice, joined_by=[alice], activity_types=["ride", "run"])
    everything = hold(alice, joined_by=[alice])
    for kind in ("run", "ride", "swim"):
        activity = ride(alice, 1_000, activity_type=kind)
    assert (standing(alice, challenge)["value"], standing(alice, everything)["value"]) == (2_000, 3_000)
    edit_activity(activity, alice, activity_type="run")
    assert standing(alice, challenge)["value"] == 3_000


def test_a_private_activity_counts_and_is_not_named(alice: Any, bob: Any, hold: Any, ride: Any, api: Any) -> None:
    challenge = hold(alice, joined_by=[alice])
    ride(alice, 3_000, visibility=2, title="Secret hill")
    answer = api(bob).get(f"/api/v1/challenges/{challenge.pk}/leaderboard")
    assert answer.json()["results"][0]["value"] == 3_000
    assert b"Secret" not in answer.content


@pytest.mark.parametrize(("metric", "value"), [("distance", 4_001), ("time", 5_400), ("count", 2), ("elevation", 83)])
def test_each_metric_counts_in_its_unit(alice: Any, hold: Any, ride: Any, standing: Any, metric: str, value: int):
    challenge = hold(alice, joined_by=[alice], metric=metric)
    ride(alice, 1_500.4, duration_s=1_800, elevation_m=82.6)
    ride(alice, 2_500.3, duration_s=3_600)
    assert standing(alice, challenge)["value"] == value


def test_the_goal_is_reached_at_the_end_of_the_activity_that_came_to_it(
    alice: Any, hold: Any, ride: Any, standing: Any
) -> None:
    challenge = hold(alice, joined_by=[alice], goal=10_000)
    later = ride(alice, 7_000, hours_ago=1, duration_s=600)
    assert standing(alice, challenge)["reached_at"] is None
    ride(alice, 4_000, hours_ago=3, duration_s=600)
    row = Participation.objects.get()
    assert (row.reached_at, standing(alice, challenge)["reached"]) == (later.started_at + timedelta(minutes=10), True)
    delete_activity(later, alice)
    assert standing(alice, challenge)["reached"] is False


def test_a_late_upload_counts_for_a_day_and_then_no_more(alice: Any, hold: Any, run: Any, standing: Any) -> None:
    challenge = hold(alice, joined_by=[alice])
    inside = challenge.ends_at - timedelta(hours=1)
    with time_machine.travel(challenge.ends_at + timedelta(hours=23), tick=False):
        run(alice, started_at=inside, distance_m=5_000.0)
        assert standing(alice, challenge)["value"] == 5_000
    with time_machine.travel(challenge.ends_at + timedelta(hours=25), tick=False):
        run(alice, started_at=inside, distance_m=5_000.0)
        assert standing(alice, challenge)["value"] == 5_000


def test_what_rolls_back_counts_for_nothing(alice: Any, hold: Any, standing: Any, ride: Any) -> None:
    challenge = hold(alice, joined_by=[alice])
    with pytest.raises(RuntimeError), transaction.atomic():
        ride(alice, 5_000)
        raise RuntimeError
    assert standing(alice, challenge)["value"] == 0


def test_counting_costs_two_queries_however_many_challenges(
    alice: Any, ride: Any, hold: Any, django_assert_num_queries: Any
) -> None:
    for _ in range(3):
        hold(alice, joined_by=[alice])
    with django_assert_num_queries(4):  # the lock and the count, between a savepoint and its release
        jobs.count(person_id=alice.pk)


class World:
    """Two challenges, six people, and what chance makes them do."""

    def __init__(self, people: dict[str, Any], challenges: list[Any]) -> None:
        self.dice = random.Random(SEED)
        self.people, self.challenges = people, challenges
        self.present: list[set[str]] = [set() for _ in challenges]
        self.activities: list[Any] = []

    def step(self) -> None:
        """One change by one person."""
        name, which = self.dice.choice(sorted(self.people)), self.dice.randrange(len(self.challenges))
        match self.dice.choice(["add", "add", "edit", "delete", "join", "leave"]):
            case "add":
                self.activities.append(create_activity(self.people[name], title="x", duration_s=60, **self.figures()))
            case "edit" if self.activities:
                chosen = self.dice.choice(self.activities)
                edit_activity(chosen, chosen.user, **self.figures())
            case "delete" if self.activities:
                chosen = self.activities.pop(self.dice.randrange(len(self.activities)))
                delete_activity(chosen, chosen.user)
            case "join":
                joining.join_challenge(self.challenges[which], self.people[name])
                self.present[which].add(name)
            case "leave" if name in self.present[which]:
                joining.leave_challenge(self.challenges[which].pk, self.people[name])
                self.present[which].remove(name)

    def figures(self) -> dict[str, Any]:
        """Some of them outside of either window; few values, so that there are ties."""
        return {
            "activity_type": self.dice.choice(["run", "ride"]),
            "distance_m": float(self.dice.choice([1_000, 2_000, 4_000])),
            "started_at": timezone.now() - timedelta(hours=self.dice.choice([1, 3, 5, 7, 11, 14])),
            "visibility": self.dice.choice([0, 1, 2]),
        }

    def expected(self, which: int) -> list[tuple[str, int, int]]:
        """The board by brute force: every activity is looked at, in Python."""
        rows = sorted(self._line(self.challenges[which], name) for name in self.present[which])
        return [(name, 1 + sum(other[0] < value for other in rows), -value) for value, *_, name in rows]

    def _line(self, challenge: Any, name: str) -> tuple[Any, ...]:
        total, reached = 0.0, challenge.ends_at + timedelta(days=99)
        for activity in Activity.objects.filter(user=self.people[name], deleted_at=None).order_by("started_at", "pk"):
            kind_fits = not challenge.activity_types or activity.activity_type in challenge.activity_types
            if kind_fits and challenge.starts_at <= activity.started_at < challenge.ends_at:
                if total < challenge.goal <= total + activity.distance_m:
                    reached = activity.started_at + timedelta(seconds=activity.duration_s)
                total += activity.distance_m
        row = Participation.objects.get(challenge=challenge, user=self.people[name])
        return -round(total), reached, row.joined_at, row.pk, name


def test_the_board_is_a_recount_after_500_random_changes(person: Any, hold: Any, board: Any, work: Any) -> None:
    people = {name: person(name, password=None) for name in ("ann", "ben", "cat", "dov", "eva", "fay")}
    runs = hold(people["ann"], goal=20_000, activity_types=["run"])
    world = World(people, [runs, hold(people["ben"], goal=9_000, begins_in_h=-6)])
    for _ in range(STEPS):
        world.step()
    work()
    for which, challenge in enumerate(world.challenges):
        truth = world.expected(which)
        assert len(truth) > 1, "this seed leaves nobody to rank"
        assert board(people["ann"], challenge) == truth
        told = Participation.objects.filter(challenge=challenge, left_at=None).values_list("user__username", "rank")
        assert dict(told) == {name: rank for name, rank, _ in truth}
