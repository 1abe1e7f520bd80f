"""Can one follow, answer who asks, and end it, by forms alone?"""

from __future__ import annotations

from typing import Any

import pytest

from social.friendships.models import Follow

pytestmark = pytest.mark.django_db
LIST, CHANGE = "/social/followers/", "/social/followers/change/"


def main_of(answer: Any) -> str:
    """What the page itself shows, without its frame."""
    return answer.content.decode().split("<main")[1].split("</main")[0]


def test_following_begins_and_ends_on_a_persons_page(alice: Any, charlie: Any, visit: Any) -> None:
    client = visit(charlie)
    assert 'value="follow"' in main_of(client.get("/social/people/alice/"))
    wish = {"person": alice.pk, "wish": "follow", "next": "/social/people/alice/"}
    assert 'value="unfollow"' in main_of(client.post(CHANGE, wish, follow=True))
    assert "@charlie" in main_of(visit(alice).get(LIST))
    assert "@alice" in main_of(client.get(f"{LIST}?show=following"))
    client.post(CHANGE, {"person": alice.pk, "wish": "unfollow"})
    assert "You follow nobody" in main_of(client.get(f"{LIST}?show=following"))


@pytest.mark.parametrize(("wish", "is_left"), [("accept", True), ("reject", False)])
def test_a_private_account_answers_who_asks(wish: str, is_left: bool, alice: Any, charlie: Any, visit: Any) -> None:
    alice.is_private = True
    alice.save()
    client = visit(charlie)
    asked = {"person": alice.pk, "wish": "follow", "next": "/social/people/alice/"}
    assert "Withdraw request to follow" in main_of(client.post(CHANGE, asked, follow=True))
    hers = visit(alice)
    assert "Let them follow you" in main_of(hers.get("/social/people/charlie/"))
    assert "Requests (1)" in main_of(hers.get(f"{LIST}?show=requests"))
    hers.post(CHANGE, {"person": charlie.pk, "wish": wish})
    assert Follow.objects.filter(status="accepted").exists() == is_left
    assert "Nobody asks to follow you" in main_of(hers.get(f"{LIST}?show=requests"))
    assert "Let them follow you" not in main_of(hers.get("/social/people/charlie/"))


def test_a_follower_is_removed(alice: Any, charlie: Any, visit: Any) -> None:
    visit(charlie).post(CHANGE, {"person": alice.pk, "wish": "follow"})
    visit(alice).post(CHANGE, {"person": charlie.pk, "wish": "remove"})
    assert not Follow.objects.exists()


def test_without_friends_there_is_no_following(alice: Any, charlie: Any, visit: Any, switched_off: Any) -> None:
    switched_off("friends")
    client = visit(charlie)
    assert client.get(LIST).status_code == 403
    assert client.post(CHANGE, {"person": alice.pk, "wish": "follow"}).status_code == 403
    assert 'value="follow"' not in main_of(client.get("/social/people/alice/"))
    assert not Follow.objects.exists()
