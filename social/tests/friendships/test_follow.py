"""How does following work, openly and where a private account approves first?"""

from __future__ import annotations

from typing import Any

import pytest

from social.models import Follow

pytestmark = pytest.mark.django_db


def titles(client: Any) -> list[str]:
    return [row["title"] for row in client.get("/api/v1/feed").json()["results"]]


def names(client: Any, path: str) -> list[str]:
    return [row["username"] for row in client.get(f"/api/v1/{path}").json()["results"]]


def test_a_follower_of_an_open_account_sees_its_public_activities(alice: Any, charlie: Any, api: Any, run: Any) -> None:
    run(alice, title="Public", visibility=0)
    run(alice, title="For friends", visibility=1)
    client = api(charlie)
    assert client.post(f"/api/v1/users/{alice.pk}/follow").json() == {"status": "accepted"}
    assert client.post(f"/api/v1/users/{alice.pk}/follow").json() == {"status": "accepted"}
    assert titles(client) == ["Public"]
    assert (names(client, "following"), names(api(alice), "followers")) == (["alice"], ["charlie"])
    assert client.get(f"/api/v1/users/{alice.pk}").json()["follow"] == "accepted"
    assert client.delete(f"/api/v1/users/{alice.pk}/follow").status_code == 204
    assert titles(client) == []


def test_a_private_account_approves_first(person: Any, charlie: Any, api: Any, run: Any) -> None:
    erin = person("erin", is_private=True)
    run(erin, title="Quiet", visibility=0)
    client = api(charlie)
    assert client.post(f"/api/v1/users/{erin.pk}/follow").json() == {"status": "pending"}
    assert titles(client) == []
    assert names(api(erin), "followers/requests") == ["charlie"]
    assert api(charlie).post(f"/api/v1/followers/accept/{erin.pk}").status_code == 404
    assert api(erin).post(f"/api/v1/followers/accept/{charlie.pk}").json() == {"status": "accepted"}
    assert titles(client) == ["Quiet"]
    assert api(erin).delete(f"/api/v1/followers/{charlie.pk}").status_code == 204
    assert titles(client) == []


def test_a_rejection_looks_like_waiting(person: Any, charlie: Any, api: Any) -> None:
    erin = person("erin", is_private=True)
    api(charlie).post(f"/api/v1/users/{erin.pk}/follow")
    assert api(erin).post(f"/api/v1/followers/reject/{charlie.pk}").status_code == 204
    assert api(charlie).post(f"/api/v1/users/{erin.pk}/follow").json() == {"status": "pending"}
    assert api(charlie).get(f"/api/v1/users/{erin.pk}").json()["follow"] == "pending"
    assert names(api(erin), "followers/requests") == []
    assert api(erin).post(f"/api/v1/followers/accept/{charlie.pk}").status_code == 404


def test_nobody_accepts_what_was_not_asked(alice: Any, charlie: Any, api: Any) -> None:
    for verb in ("accept", "reject"):
        assert api(alice).post(f"/api/v1/followers/{verb}/{charlie.pk}").status_code == 404
    assert Follow.objects.count() == 0


def test_suggestions_are_friends_of_friends_most_in_common_first(
    alice: Any, bob: Any, charlie: Any, dana: Any, person: Any, befriend: Any, api: Any, django_assert_num_queries: Any
) -> None:
    erin, frank = person("erin"), person("frank")
    befriend(alice, dana)
    befriend(bob, erin)
    befriend(dana, erin)
    befriend(bob, frank)
    befriend(bob, charlie)
    api(alice).post(f"/api/v1/users/{charlie.pk}/block")
    rows = api(alice).get("/api/v1/friends/suggestions").json()["results"]
    assert [(row["username"], row["mutual_friends"]) for row in rows] == [("erin", 2), ("frank", 1)]
    assert api(alice).get(f"/api/v1/users/{erin.pk}").json()["mutual_friends"] == 2
    api(alice).post(f"/api/v1/friends/request/{frank.pk}")
    assert names(api(alice), "friends/suggestions") == ["erin"]


@pytest.mark.django_db(transaction=True)
def test_both_are_told_live(alice: Any, charlie: Any, api: Any, live: Any, way: str) -> None:
    devices = [live(alice, by=way), live(charlie, by=way)]
    for device in devices:
        device.expect("social_data")
    api(charlie).post(f"/api/v1/users/{alice.pk}/follow")
    for device in devices:
        assert device.expect("follow_started")["payload"]["follower"]["username"] == "charlie"
    api(charlie).delete(f"/api/v1/users/{alice.pk}/follow")
    for device in devices:
        device.expect("follow_ended", follower_id=charlie.pk, followed_id=alice.pk)
