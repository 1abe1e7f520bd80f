"""Is the board in order, with ties and friends as stated, and does it hide whom it must?"""

from __future__ import annotations

from typing import Any

import pytest
import time_machine

from activities.challenges import joining
from activities.models import Participation
from notifications.models import Notification
from realtime.models import OutboxEvent
from social.models import Block

pytestmark = pytest.mark.django_db


def address(challenge: Any, query: str = "") -> str:
    return f"/api/v1/challenges/{challenge.pk}/leaderboard{query}"


@pytest.fixture
def four(alice: Any, bob: Any, person: Any, hold: Any, ride: Any) -> Any:
    """A challenge of 1, 2, 2, 4: alice, then bob and erin, then frank."""
    erin, frank = person("erin"), person("frank")
    challenge = hold(alice, joined_by=[erin, alice, bob, frank])
    for someone, metres in ((alice, 9_000), (bob, 5_000), (erin, 5_000), (frank, 1_000)):
        ride(someone, metres)
    return challenge


def test_equal_values_share_a_rank_and_the_next_is_left_out(alice: Any, four: Any, board: Any, api: Any) -> None:
    """Within the tie erin is first: she joined before bob."""
    ranked = [("alice", 1, 9_000), ("erin", 2, 5_000), ("bob", 2, 5_000), ("frank", 4, 1_000)]
    assert board(alice, four) == ranked
    rows = api(alice).get(address(four)).json()["results"]
    assert [row["tied"] for row in rows] == [False, True, True, False]


def test_who_reached_the_goal_first_stands_first_in_a_tie(alice: Any, bob: Any, hold: Any, ride: Any, board: Any):
    challenge = hold(alice, joined_by=[alice, bob], goal=5_000)
    ride(alice, 6_000, hours_ago=2)
    ride(bob, 6_000, hours_ago=5)
    assert board(alice, challenge) == [("bob", 1, 6_000), ("alice", 1, 6_000)]


def test_among_friends_ranks_count_friends_and_oneself_only(bob: Any, four: Any, board: Any, api: Any) -> None:
    assert board(bob, four, "friends") == [("alice", 1, 9_000), ("bob", 2, 5_000)]
    me = api(bob).get(address(four, "?scope=friends")).json()["me"]
    assert (me["rank"], me["tied"]) == (2, False)


def test_ones_own_line_is_in_every_answer(four: Any, api: Any, charlie: Any) -> None:
    frank = Participation.objects.get(user__username="frank").user
    answer = api(frank).get(address(four, "?limit=2")).json()
    assert [row["user"]["username"] for row in answer["results"]] == ["alice", "erin"]
    assert (answer["me"]["rank"], answer["me"]["user"]["username"]) == (4, "frank")
    assert (answer["unit"], answer["goal"], answer["scope"], answer["final"]) == ("m", 100_000, "all", False)
    assert api(charlie).get(address(four)).json()["me"] is None


def test_pages_follow_on(alice: Any, four: Any, api: Any) -> None:
    first = api(alice).get(address(four, "?limit=3")).json()
    second = api(alice).get(first["next"]).json()
    assert [row["user"]["username"] for row in second["results"]] == ["frank"]
    assert (second["results"][0]["rank"], second["next"]) == (4, None)


def test_a_page_costs_the_same_however_long(
    alice: Any, four: Any, api: Any, person: Any, ride: Any, django_assert_num_queries: Any
) -> None:
    client = api(alice)
    client.get(address(four))
    for name in ("gus", "hal", "ida", "jon"):
        someone = person(name)
        joining.join_challenge(four, someone)
        ride(someone, 2_000)
    # who asks; the challenge, one's part in it; places and lines of the page; one's own place and line
    for query in ("?limit=2", "?limit=8"):
        with django_assert_num_queries(7):
            client.get(address(four, query))


def test_the_blocked_are_hidden_from_each_other_and_ranks_stay(bob: Any, four: Any, board: Any) -> None:
    """The rank numbers are those of the whole board, so that they are the same for everybody."""
    erin = Participation.objects.get(user__username="erin").user
    Block.objects.create(blocker=erin, blocked=bob)
    assert board(bob, four) == [("alice", 1, 9_000), ("bob", 2, 5_000), ("frank", 4, 1_000)]
    assert board(erin, four) == [("alice", 1, 9_000), ("erin", 2, 5_000), ("frank", 4, 1_000)]


def test_the_suspended_vanish_and_count_for_nobody(bob: Any, four: Any, board: Any, standing: Any) -> None:
    erin = Participation.objects.get(user__username="erin").user
    erin.is_active = False
    erin.save()
    assert board(bob, four) == [("alice", 1, 9_000), ("bob", 2, 5_000), ("frank", 3, 1_000)]
    assert (standing(bob, four)["rank"], standing(bob, four)["tied"]) == (2, False)


def test_a_private_account_shows_its_card_only(four: Any, api: Any, charlie: Any) -> None:
    erin = Participation.objects.get(user__username="erin").user
    erin.is_private, erin.bio = True, "secret"
    erin.save()
    row = next(row for row in api(charlie).get(address(four)).json()["results"] if row["user"]["id"] == erin.pk)
    assert set(row["user"]) == {"id", "username", "name", "avatar"}


def test_an_unknown_scope_is_refused_by_name(alice: Any, four: Any, api: Any) -> None:
    answer = api(alice).get(address(four, "?scope=town"))
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["scope"])


def test_ranks_are_final_a_day_after_the_end_and_told_once(
    alice: Any, bob: Any, four: Any, api: Any, board: Any, work: Any, run: Any
) -> None:
    work()
    with time_machine.travel(four.ends_at.replace(year=four.ends_at.year + 1), tick=False):
        work(late=True)
        before = board(alice, four)
        run(bob, started_at=four.ends_at, distance_m=50_000.0)
        work(late=True)
        assert board(alice, four) == before
        assert api(alice).get(f"/api/v1/challenges/{four.pk}").json()["final"] is True
        assert api(alice).get(f"/api/v1/challenges/{four.pk}").json()["status"] == "ended"
        assert api(bob).delete(f"/api/v1/challenges/{four.pk}/join").status_code == 409
    told = Notification.objects.filter(type="challenge", actor=None).order_by("user__username")
    assert [(row.user.username, row.title) for row in told] == [
        ("alice", "The long June is over: place 1 of 4"),
        ("bob", "The long June is over: place 2 of 4"),
        ("erin", "The long June is over: place 2 of 4"),
        ("frank", "The long June is over: place 4 of 4"),
    ]


def test_it_is_not_closed_before_its_time(alice: Any, four: Any, work: Any) -> None:
    from activities.challenges.jobs import close

    with time_machine.travel(four.closes_at.replace(microsecond=0), tick=False):
        close(challenge_id=four.pk)
    four.refresh_from_db()
    assert four.closed_at is None
    assert not Notification.objects.filter(actor=None).exists()


def test_only_those_whose_rank_moved_are_told(alice: Any, bob: Any, four: Any, ride: Any, work: Any) -> None:
    """bob passes erin, with whom he was tied, and not alice: his rank stays 2, hers becomes 3."""
    work()
    OutboxEvent.objects.all().delete()
    ride(bob, 1_000)
    work()
    told = OutboxEvent.objects.filter(type="challenge_update").order_by("pk").values_list("key", flat=True)
    erin = Participation.objects.get(user__username="erin").user
    assert list(told) == [f"challenge:{four.pk}:person:{bob.pk}", f"challenge:{four.pk}:person:{erin.pk}"]


def test_many_changes_ask_for_one_ranking(alice: Any, four: Any, ride: Any) -> None:
    from config.tests.working import execute

    waiting = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'challenges.rank' AND status = 'todo'"
    before = execute(waiting)[0][0]
    for _ in range(5):
        ride(alice, 1_000)
    assert execute(waiting)[0][0] == before <= 1
