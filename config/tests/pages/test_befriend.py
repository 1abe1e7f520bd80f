"""Can one find people, become friends and part again by forms alone?"""

from __future__ import annotations

from typing import Any

import pytest

from social.friendships.selectors import friends_of
from social.friendships.services import send_request
from social.safety.models import Block

pytestmark = pytest.mark.django_db

CHANGE = "/social/friends/change/"


def test_two_people_become_friends_and_part(alice: Any, charlie: Any, visit: Any) -> None:
    hers, his = visit(alice), visit(charlie)
    assert (
        "Your request is on its way."
        in hers.post(CHANGE, {"wish": "ask", "person": charlie.pk}, follow=True).content.decode()
    )
    assert "You have asked" in hers.get("/social/friends/").content.decode()
    assert 'value="accept"' in his.get("/social/friends/").content.decode()
    assert (
        "You are friends now." in his.post(CHANGE, {"wish": "accept", "person": alice.pk}, follow=True).content.decode()
    )
    assert list(friends_of(alice)) == [charlie]
    hers.post(CHANGE, {"wish": "remove", "person": charlie.pk})
    assert not friends_of(alice).exists()


def test_a_request_is_withdrawn_or_rejected(alice: Any, charlie: Any, visit: Any) -> None:
    send_request(alice, charlie.pk)
    visit(alice).post(CHANGE, {"wish": "remove", "person": charlie.pk})
    assert 'value="accept"' not in visit(charlie).get("/social/friends/").content.decode().split("<template")[0]
    send_request(charlie, alice.pk)
    answer = visit(alice).post(CHANGE, {"wish": "reject", "person": charlie.pk}, follow=True)
    assert "They are not told." in answer.content.decode()
    assert not friends_of(alice).exists()


def test_what_cannot_be_done_is_told_on_the_next_page(alice: Any, charlie: Any, visit: Any) -> None:
    client = visit(alice)
    client.post(CHANGE, {"wish": "ask", "person": charlie.pk})
    again = client.post(CHANGE, {"wish": "ask", "person": charlie.pk, "next": "/social/people/charlie/"}, follow=True)
    assert again.redirect_chain == [("/social/people/charlie/", 302)]
    assert "You have asked already." in again.content.decode()
    nobody = client.post(CHANGE, {"wish": "accept", "person": "99999999"}, follow=True).content.decode()
    assert "There is no friend request from this person." in nobody


@pytest.mark.parametrize("sent", [{}, {"wish": "ask"}, {"wish": "eat", "person": "1"}, {"wish": "ask", "person": "x"}])
def test_a_broken_form_changes_nothing(sent: dict[str, str], alice: Any, visit: Any) -> None:
    assert visit(alice).post(CHANGE, sent)["Location"] == "/social/friends/"


def test_people_are_found_with_how_one_stands_to_them(
    alice: Any, bob: Any, charlie: Any, person: Any, visit: Any
) -> None:
    send_request(person("beth"), alice.pk)
    send_request(alice, person("bill").pk)
    person("benno")
    answer = visit(alice).get("/social/people/", {"q": "B"})
    assert [(found.username, tie) for found, tie in answer.context["tied"]] == [
        ("benno", "none"),
        ("beth", "incoming"),
        ("bill", "outgoing"),
        ("bob", "friends"),
    ]


def test_searching_costs_the_same_whatever_is_found(alice: Any, person: Any, visit: Any, cost: Any) -> None:
    client = visit(alice)
    person("beth")
    assert cost(client, "/social/people/?q=b") == 7  # the person; people; ties; unread, twice; requests; who is here
    for number in range(9):
        person(f"bob{number}")
    assert cost(client, "/social/people/?q=b") == 7


def test_a_page_of_a_person_shows_what_the_reader_may_see(
    alice: Any, bob: Any, charlie: Any, run: Any, visit: Any
) -> None:
    run(alice, title="For friends")
    run(alice, title="For all", visibility=0)
    run(alice, title="For myself", visibility=2)
    seen = {
        name: visit(reader).get("/social/people/Alice/").content.decode()
        for name, reader in (("alice", alice), ("bob", bob), ("charlie", charlie))
    }
    titles = ("For friends", "For all", "For myself")
    assert [title in seen["alice"] for title in titles] == [True, True, True]
    assert [title in seen["bob"] for title in titles] == [True, True, False]
    assert [title in seen["charlie"] for title in titles] == [False, True, False]


def test_a_private_account_shows_strangers_its_name_only(
    alice: Any, bob: Any, charlie: Any, run: Any, visit: Any
) -> None:
    alice.is_private, alice.bio, alice.city = True, "My bio", "Bergen"
    alice.save()
    run(alice, title="For all", visibility=0)
    to_a_stranger = visit(charlie).get("/social/people/alice/").content.decode()
    assert "A private account" in to_a_stranger
    assert not [told for told in ("My bio", "Bergen", "For all") if told in to_a_stranger]
    to_a_friend = visit(bob).get("/social/people/alice/").content.decode()
    assert not [told for told in ("My bio", "Bergen", "For all") if told not in to_a_friend]


def test_a_block_hides_each_from_the_other(alice: Any, bob: Any, visit: Any) -> None:
    Block.objects.create(blocker=alice, blocked=bob)
    assert visit(bob).get("/social/people/alice/").status_code == 404
    assert visit(alice).get("/social/people/bob/").status_code == 404
    assert "@alice" not in visit(bob).get("/social/people/?q=alice").content.decode()


def test_friends_switched_off_have_no_page(alice: Any, visit: Any, switched_off: Any) -> None:
    switched_off("friends")
    assert visit(alice).get("/social/friends/").status_code == 403
    assert visit(alice).post(CHANGE, {"wish": "ask", "person": "1"}).status_code == 403
    assert "Add friend" not in visit(alice).get("/social/people/?q=a").content.decode()
