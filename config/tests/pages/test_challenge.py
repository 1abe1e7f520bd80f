"""Can one set up, join, change and leave challenges by forms, and does each see what they may?"""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from activities.challenges.joining import join_challenge
from activities.challenges.models import Challenge, Invitation, Participation
from social.safety.models import Block

pytestmark = pytest.mark.django_db

TYPED = {
    "title": "The long way",
    "description": "One\r\nTwo",
    "metric": "distance",
    "goal": "100",
    "starts_at": "2027-01-01T00:00",
    "ends_at": "2027-02-01T00:00",
    "activity_types": ["run", "hike"],
    "visibility": "friends",
}


@pytest.fixture(autouse=True)
def in_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is typed above lies in the near future."""
    year = timezone.now().year + (1 if timezone.now().month > 6 else 0)
    for name in ("starts_at", "ends_at"):
        monkeypatch.setitem(
            TYPED, name, f"{year}{str(TYPED[name])[4:]}".replace("-01-", "-07-").replace("-02-", "-08-")
        )


def test_a_challenge_is_set_up_in_the_persons_units_and_time_zone(person: Any, visit: Any) -> None:
    erin = person("erin", units="mi", time_zone="America/New_York")
    answer = visit(erin).post("/social/challenges/new/", TYPED)
    made = Challenge.objects.get()
    assert answer["Location"] == f"/social/challenges/{made.pk}/"
    assert (made.creator, made.goal, made.activity_types) == (erin, 160_934, ["hike", "run"])
    assert made.description == "One\nTwo"
    assert made.starts_at.hour == 4


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", ""), ("goal", "0"), ("goal", "nan"), ("goal", "1e12"), ("ends_at", "2001-01-01T00:00"), ("metric", "x")],
)
def test_what_cannot_be_is_refused_at_its_field(field: str, value: str, alice: Any, visit: Any) -> None:
    answer = visit(alice).post("/social/challenges/new/", TYPED | {field: value})
    assert answer.status_code == 400
    assert field in answer.context["form"].errors
    assert 'value="The long way"' in answer.content.decode() or field == "title"
    assert not Challenge.objects.exists()


def test_rules_are_frozen_once_it_has_started_and_an_exact_goal_stays(
    alice: Any, visit: Any, challenge_of: Any
) -> None:
    made, client = challenge_of(alice, goal=42_195), visit(alice)
    assert "its rules stay as they are" in client.get(f"/social/challenges/{made.pk}/edit/").content.decode()
    client.post(f"/social/challenges/{made.pk}/edit/", TYPED | {"title": "A new name", "goal": "1"})
    made.refresh_from_db()
    assert (made.title, made.goal) == ("A new name", 42_195)


def test_one_joins_and_leaves_and_is_on_the_board(
    alice: Any, bob: Any, run: Any, visit: Any, challenge_of: Any
) -> None:
    made, client = challenge_of(alice), visit(bob)
    run(bob, started_at=timezone.now(), distance_m=5_000.0)
    place = f"/social/challenges/{made.pk}/"
    assert "Nobody takes part yet." in client.get(place).content.decode()
    text = client.post(place + "change/", {"wish": "join"}, follow=True).content.decode()
    assert '<span data-field="value">5 km</span>' in text
    assert "You take part." in text
    assert "The long way" in client.get("/social/challenges/?show=mine").content.decode()
    assert "line me" in client.get(place + "?scope=friends").content.decode()
    client.post(place + "change/", {"wish": "leave"})
    assert not Participation.objects.present().exists()


def test_friends_are_invited_and_decline(alice: Any, bob: Any, charlie: Any, visit: Any, challenge_of: Any) -> None:
    made = challenge_of(alice, visibility="invited")
    place = f"/social/challenges/{made.pk}/"
    assert visit(bob).get(place).status_code == 404
    client = visit(alice)
    assert f'name="person" value="{bob.pk}"' in client.get(place).content.decode()
    client.post(place + "invite/", {"person": [str(bob.pk)]})
    refused = client.post(place + "invite/", {"person": [str(charlie.pk)]}, follow=True)
    assert "Only friends can be invited." in refused.content.decode()
    assert "You are invited" in visit(bob).get("/social/challenges/").content.decode()
    visit(bob).post(place + "change/", {"wish": "decline"})
    assert Invitation.objects.get().declined_at


def test_only_its_creator_changes_it_and_what_is_called_off_says_so(
    alice: Any, bob: Any, visit: Any, challenge_of: Any
) -> None:
    made = challenge_of(alice)
    place = f"/social/challenges/{made.pk}/"
    for part in ("edit/", "invite/"):
        assert visit(bob).post(place + part, TYPED).status_code == 403
    assert visit(bob).post(place + "change/", {"wish": "cancel"}).status_code == 403
    text = visit(alice).post(place + "change/", {"wish": "cancel"}, follow=True).content.decode()
    assert "Called off" in text
    assert 'value="join"' not in text


def test_a_stranger_and_who_is_blocked_find_no_challenge(
    alice: Any, bob: Any, charlie: Any, visit: Any, challenge_of: Any
) -> None:
    made = challenge_of(alice, visibility="public")
    for_friends = challenge_of(alice)
    assert visit(charlie).get(f"/social/challenges/{made.pk}/").status_code == 200
    for part in ("", "edit/", "invite/", "change/"):
        answer = visit(charlie).post(f"/social/challenges/{for_friends.pk}/{part}", {"wish": "join"})
        assert answer.status_code == 404
    Block.objects.create(blocker=alice, blocked=charlie)
    assert visit(charlie).get(f"/social/challenges/{made.pk}/").status_code == 404


def test_one_may_leave_what_one_may_no_longer_see(alice: Any, bob: Any, visit: Any, challenge_of: Any) -> None:
    made = challenge_of(alice)
    join_challenge(made, bob)
    Block.objects.create(blocker=alice, blocked=bob)
    answer = visit(bob).post(f"/social/challenges/{made.pk}/change/", {"wish": "leave"})
    assert answer["Location"] == "/social/challenges/"
    assert not Participation.objects.present().exists()


def test_a_board_costs_the_same_whatever_its_length(
    alice: Any, bob: Any, person: Any, visit: Any, cost: Any, challenge_of: Any
) -> None:
    made, client = challenge_of(alice, visibility="public"), visit(bob)
    join_challenge(made, alice)
    places = (f"/social/challenges/{made.pk}/", "/social/challenges/")
    before = [cost(client, place) for place in places]
    for number in range(12):
        join_challenge(made, person(f"runner{number}"))
        challenge_of(alice, title=f"Another {number}")
    assert [cost(client, place) for place in places] == before


def test_challenges_switched_off_are_refused(alice: Any, visit: Any, challenge_of: Any, switched_off: Any) -> None:
    made = challenge_of(alice)
    switched_off("challenges")
    client = visit(alice)
    for address in ("", "new/", f"{made.pk}/", f"{made.pk}/edit/"):
        assert client.get(f"/social/challenges/{address}").status_code == 403
    assert 'href="/social/challenges/"' not in client.get("/social/").content.decode()
