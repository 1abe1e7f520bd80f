"""What does one read of badges: one's own, and other people's?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from activities.achievements.badges import BADGES
from activities.models import Achievement
from activities.stats.services import recount
from social.models import Block

pytestmark = pytest.mark.django_db
OWN = "/api/v1/achievements"


def of(person: Any) -> str:
    return f"/api/v1/users/{person.pk}/achievements"


def test_ones_own_are_all_listed_with_how_far_one_is(alice: Any, run: Any, api: Any) -> None:
    for _ in range(3):
        run(alice, started_at=datetime(2026, 5, 1, 6, 30, tzinfo=UTC), distance_m=21_500.0)
    recount(alice.pk)
    rows = {row["key"]: row for row in api(alice).get(f"{OWN}?limit=100").json()["results"]}
    assert list(rows) == [badge.key for badge in BADGES]
    assert rows["hundred_km"] | {"progress": 64, "unlocked_at": None} == rows["hundred_km"]
    assert (rows["half_marathon"]["progress"], rows["half_marathon"]["goal"]) == (21_097, 21_097)
    assert rows["half_marathon"]["unlocked_at"]
    assert rows["ten_friends"]["progress"] == 0
    assert set(rows["regular"]) == {
        "key", "name", "description", "icon", "tier", "goal", "progress", "unlocked_at"
    }  # fmt: skip


def test_they_are_paged(alice: Any, api: Any) -> None:
    first = api(alice).get(f"{OWN}?limit=5").json()
    assert (len(first["results"]), first["previous"]) == (5, None)
    second = api(alice).get(first["next"]).json()
    assert second["results"][0]["key"] == BADGES[5].key
    last = api(alice).get(f"{OWN}?limit=20&offset=20").json()
    assert (len(last["results"]), last["next"]) == (len(BADGES) - 20, None)


def test_of_others_the_unlocked_ones_are_shown_without_progress(
    alice: Any, bob: Any, charlie: Any, run: Any, api: Any
) -> None:
    run(alice, distance_m=1.0)
    recount(alice.pk)
    for viewer in (alice, bob, charlie):
        rows = api(viewer).get(of(alice)).json()["results"]
        assert [(row["key"], row["progress"]) for row in rows] == [("first_steps", None)]


def test_a_private_account_shows_them_to_friends_only(alice: Any, bob: Any, charlie: Any, api: Any) -> None:
    Achievement.objects.create(user=alice, key="first_steps")
    type(alice).objects.filter(pk=alice.pk).update(is_private=True)
    assert len(api(bob).get(of(alice)).json()["results"]) == 1
    assert api(charlie).get(of(alice)).json()["results"] == []


def test_of_who_may_not_be_known_it_is_404(alice: Any, charlie: Any, api: Any) -> None:
    Block.objects.create(blocker=alice, blocked=charlie)
    assert api(charlie).get(of(alice)).status_code == 404
    assert api(charlie).get("/api/v1/users/999999999/achievements").status_code == 404


@pytest.mark.parametrize("path", ["achievements", "quests", "users/1/achievements"])
def test_without_a_credential_it_is_401(path: str, api: Any, db: None) -> None:
    assert api().get(f"/api/v1/{path}").status_code == 401


def test_a_badge_that_is_no_more_is_passed_over(alice: Any, api: Any) -> None:
    Achievement.objects.create(user=alice, key="of_an_older_release")
    assert api(alice).get(of(alice)).json()["results"] == []
    assert api(alice).get(OWN).status_code == 200


def test_they_cost_the_same_however_much_there_is(
    alice: Any, bob: Any, run: Any, api: Any, django_assert_num_queries: Any
) -> None:
    for _ in range(30):
        run(alice)
    recount(alice.pk)
    own, other = api(alice), api(bob)
    own.get(OWN)
    with django_assert_num_queries(3):  # who asks, what is unlocked, what is done
        own.get(f"{OWN}?limit=100")
    other.get(of(alice))
    with django_assert_num_queries(4):  # who asks, whose, how the two stand, what is unlocked
        other.get(of(alice))


def test_moderators_look_and_change_nothing(alice: Any, dana: Any, client: Any) -> None:
    from django.urls import reverse

    row = Achievement.objects.create(user=alice, key="first_steps")
    client.force_login(dana)
    page = client.get(reverse("admin:activities_achievement_changelist"), {"q": "alice"})
    assert page.status_code == 200
    assert "first_steps" in page.text
    assert client.get(reverse("admin:activities_achievement_add")).status_code == 403
    assert (
        client.post(reverse("admin:activities_achievement_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
    )
    client.post(reverse("admin:activities_achievement_change", args=[row.pk]), {"key": "other"})
    assert Achievement.objects.get().key == "first_steps"
