"""Is one told who follows or asks to follow, and is it taken back when that ends?"""

from __future__ import annotations

from typing import Any

import pytest

from notifications.models import Notification
from social.friendships import following
from social.safety.services import block_person, mute_person

pytestmark = pytest.mark.django_db


def told(person: Any) -> list[str]:
    """The person's lines of people who follow."""
    return list(Notification.objects.of(person).filter(type="follow").values_list("title", flat=True))


@pytest.fixture
def closed(alice: Any) -> Any:
    """Alice, whose account is private."""
    alice.is_private = True
    alice.save()
    return alice


def test_a_follower_is_told_once(alice: Any, charlie: Any) -> None:
    for _ in range(2):
        following.follow_person(charlie, alice.pk)
    assert told(alice) == ["Charlie follows you"]
    assert told(charlie) == []


def test_who_is_followed_no_longer_is_not_told_of_it(alice: Any, charlie: Any) -> None:
    following.follow_person(charlie, alice.pk)
    following.unfollow_person(charlie, alice.pk)
    assert told(alice) == []


def test_a_request_is_told_as_one(closed: Any, charlie: Any) -> None:
    following.follow_person(charlie, closed.pk)
    assert told(closed) == ["Charlie asks to follow you"]


@pytest.mark.parametrize("answer", [following.accept_follower, following.reject_follower])
def test_an_answered_request_has_done_its_work(answer: Any, closed: Any, charlie: Any) -> None:
    following.follow_person(charlie, closed.pk)
    answer(closed, charlie.pk)
    assert told(closed) == []


def test_a_withdrawn_request_leaves_no_line(closed: Any, charlie: Any) -> None:
    following.follow_person(charlie, closed.pk)
    following.unfollow_person(charlie, closed.pk)
    assert told(closed) == []


def test_two_who_follow_each_other_lose_one_line_each(alice: Any, charlie: Any) -> None:
    following.follow_person(charlie, alice.pk)
    following.follow_person(alice, charlie.pk)
    following.unfollow_person(alice, charlie.pk)
    assert (told(alice), told(charlie)) == (["Charlie follows you"], [])


def test_who_is_muted_or_blocked_is_not_told_of(alice: Any, bob: Any, charlie: Any) -> None:
    mute_person(alice, charlie.pk)
    following.follow_person(charlie, alice.pk)
    following.follow_person(bob, alice.pk)
    block_person(alice, bob.pk)
    assert told(alice) == []
