"""What does one person see of another?"""

from __future__ import annotations

import json

import pytest

from social.friendships.models import Follow
from social.friendships.services import reject_request, send_request
from social.safety.models import Block

pytestmark = pytest.mark.django_db
CARD = {"id", "username", "name", "avatar"}


@pytest.fixture(autouse=True)
def told(bob, charlie):
    """bob and charlie say something of themselves."""
    for person in (bob, charlie):
        person.bio, person.city = "Runs at dawn.", "Ghent"
        person.save()


def profile(api, viewer, person, status=200):
    answer = api(viewer).get(f"/api/v1/users/{person.pk}")
    assert answer.status_code == status
    return answer.data


def test_a_profile_is_a_card_and_a_little_more(api, alice, charlie):
    """S-AZ-7."""
    seen = profile(api, alice, charlie)
    assert seen.keys() == CARD | {"is_private", "bio", "city", "relation", "follow", "mutual_friends"}
    assert seen["bio"] == "Runs at dawn."
    assert seen["city"] == "Ghent"


def test_how_they_stand_is_told(api, alice, bob, charlie, person):
    erin, frank = person("erin"), person("frank")
    send_request(alice, charlie.pk)
    send_request(erin, alice.pk)
    relations = [profile(api, alice, other)["relation"] for other in (alice, bob, charlie, erin, frank)]
    assert relations == ["self", "friends", "outgoing", "incoming", "none"]


def test_a_rejection_is_not_told_to_who_rejected(api, alice, charlie):
    send_request(charlie, alice.pk)
    reject_request(alice, charlie.pk)
    assert profile(api, alice, charlie)["relation"] == "none"


def test_a_private_account_shows_strangers_name_and_picture_only(api, alice, bob, charlie):
    bob.is_private = charlie.is_private = True
    bob.save()
    charlie.save()
    stranger = profile(api, alice, charlie)
    assert (stranger["name"], stranger["bio"], stranger["city"]) == ("Charlie", None, None)
    assert profile(api, alice, bob)["bio"] == "Runs at dawn."
    assert profile(api, charlie, charlie)["bio"] == "Runs at dawn."


@pytest.mark.parametrize(("status", "bio"), [("accepted", "Runs at dawn."), ("pending", None)])
def test_a_private_account_shows_itself_to_approved_followers(api, alice, charlie, status, bio):
    charlie.is_private = True
    charlie.save()
    Follow.objects.create(follower=alice, followed=charlie, status=status)
    assert profile(api, alice, charlie)["bio"] == bio


def test_who_is_blocked_suspended_or_missing_is_the_same_404(api, alice, charlie, person):
    """S-AZ-2, S-PR-3."""
    blocked, suspended = person("erin"), person("frank", is_active=False)
    Block.objects.create(blocker=alice, blocked=blocked)
    Block.objects.create(blocker=charlie, blocked=alice)
    answers = [api(alice).get(f"/api/v1/users/{number}") for number in (blocked.pk, charlie.pk, suspended.pk, 10**9)]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert profile(api, blocked, alice, 404) == profile(api, charlie, alice, 404)


@pytest.mark.parametrize("number", ["0", "999999999999999999", "x", "-1", "1e3"])
def test_an_id_that_is_none_is_a_404(api, alice, number):
    assert api(alice).get(f"/api/v1/users/{number}").status_code == 404


def test_no_answer_holds_another_s_address(api, alice, bob, charlie, log_in, post):
    """S-SEED-10."""
    client, access = api(alice), log_in(alice)["access"]
    asked = [f"/api/v1/users/{person.pk}" for person in (bob, charlie)]
    asked += ["/api/v1/users?search=b", "/api/v1/users?search=c", "/api/v1/friends", "/api/v1/users/me"]
    answers = [client.get(address).content.decode() for address in asked]
    answers += [json.dumps(post("password/reset", access=access, email=bob.email).data)]
    assert not any("bob@" in answer or "charlie@" in answer for answer in answers)
    assert "alice@example.org" in answers[5]


def test_with_or_without_a_slash(api, alice, charlie):
    assert api(alice).get(f"/api/v1/users/{charlie.pk}/").status_code == 200


def test_a_stranger_to_the_site_gets_401(api, charlie):
    assert api().get(f"/api/v1/users/{charlie.pk}").status_code == 401
