"""What if everything happens between two people at the same moment?"""

from __future__ import annotations

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections

from config.kernel.errors import Refusal
from social.friendships import services
from social.models import Friendship

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 10


def at_once(works: list[Any]) -> Counter[str]:
    """Run them on threads of their own; what came out, by code."""

    def run(work: Any) -> str:
        try:
            return f"ok {work()}"
        except Refusal as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        outcomes = Counter(pool.map(run, works))
    connections.close_all()
    return outcomes


def statuses() -> list[str]:
    return sorted(Friendship.objects.values_list("status", flat=True))


@pytest.mark.parametrize("seed", range(6))
def test_50_actions_at_once_leave_two_rows_or_none_accepted(alice: Any, charlie: Any, seed: int) -> None:
    """Requests, crossing requests, accepts, rejects and withdrawals, 50 at once on one pair."""
    chance = random.Random(seed)
    kinds = [
        lambda: services.send_request(alice, charlie.pk),
        lambda: services.send_request(charlie, alice.pk),
        lambda: services.accept_request(alice, charlie.pk),
        lambda: services.accept_request(charlie, alice.pk),
        lambda: services.reject_request(alice, charlie.pk),
        lambda: services.reject_request(charlie, alice.pk),
        lambda: services.remove_friend(alice, charlie.pk),
        lambda: services.remove_friend(charlie, alice.pk),
    ]
    at_once([chance.choice(kinds) for _ in range(50)])
    assert statuses() in ([], ["pending"], ["rejected"], ["accepted", "accepted"])
    accepted = set(Friendship.objects.accepted().values_list("user_id", "friend_id"))
    assert {(b, a) for a, b in accepted} == accepted


def test_nobody_becomes_a_friend_without_having_been_asked(alice: Any, charlie: Any) -> None:
    outcomes = at_once(
        [lambda: services.accept_request(alice, charlie.pk)] * 25
        + [lambda: services.accept_request(charlie, alice.pk)] * 25
    )
    assert outcomes == {"no_request": 50}
    assert statuses() == []


def test_50_accepts_of_one_request_succeed_once(alice: Any, charlie: Any) -> None:
    services.send_request(charlie, alice.pk)
    outcomes = at_once([lambda: services.accept_request(alice, charlie.pk)] * 50)
    assert outcomes == {"ok None": 1, "no_request": 49}
    assert statuses() == ["accepted", "accepted"]


def test_crossing_requests_at_once_make_friends_once(alice: Any, charlie: Any) -> None:
    outcomes = at_once(
        [lambda: services.send_request(alice, charlie.pk), lambda: services.send_request(charlie, alice.pk)] * 25
    )
    assert (outcomes["ok False"], outcomes["ok True"]) == (1, 1)
    assert outcomes["already_friends"] + outcomes["already_requested"] == 48
    assert statuses() == ["accepted", "accepted"]


def test_an_accept_and_a_withdrawal_at_once_leave_both_rows_or_none(alice: Any, charlie: Any) -> None:
    for _ in range(10):
        Friendship.objects.all().delete()
        services.send_request(charlie, alice.pk)
        at_once([lambda: services.accept_request(alice, charlie.pk), lambda: services.remove_friend(charlie, alice.pk)])
        assert statuses() in ([], ["accepted", "accepted"])


def test_of_40_requests_at_once_exactly_20_are_sent(alice: Any, person: Any) -> None:
    """S-PR-7."""
    people = [person(f"p{n}").pk for n in range(40)]
    outcomes = at_once([lambda pk=pk: services.send_request(alice, pk) for pk in people])
    assert outcomes == {"ok False": 20, "rate_limited": 20}
    assert Friendship.objects.filter(user=alice).count() == 20
