"""Who sees what in the demo, over the API and in the admin?"""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from activities.tracking.models import Activity

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def everything_in(feed: Any) -> list[dict[str, Any]]:
    """The newest hundred of a feed."""
    return list(feed.get("/api/v1/feed?limit=100").json()["results"])


def test_alice_sees_bobs_activities_but_not_his_private_ones(demo: Any, api: Any) -> None:
    bob, client = demo("bob"), api(demo("alice"))
    shown = {one["id"] for one in everything_in(client) if one["author"]["username"] == "bob"}
    shared = set(Activity.objects.filter(user=bob, visibility__lt=2).values_list("pk", flat=True))
    assert shown
    assert shown <= shared
    for one in Activity.objects.filter(user=bob):
        expected = 200 if one.pk in shared else 404
        assert client.get(f"/api/v1/activities/{one.pk}").status_code == expected


def test_charlie_sees_nothing_of_alice_and_bob_in_the_feed_or_by_id(demo: Any, api: Any) -> None:
    client = api(demo("charlie"))
    assert everything_in(client) == []
    theirs = Activity.objects.filter(user__username__in=["alice", "bob"])
    assert theirs.count() > 10
    for one in theirs:
        assert client.get(f"/api/v1/activities/{one.pk}").status_code == 404


def test_dana_may_look_suspend_and_end_friendships_and_no_more(demo: Any) -> None:
    dana = demo("dana")
    assert (dana.is_staff, dana.is_superuser) == (True, False)
    assert {group.name for group in dana.groups.all()} == {"moderators"}
    client = Client()
    client.force_login(dana)
    for page in ("social/friendship/", "social/user/", f"social/user/{demo('alice').pk}/change/"):
        assert client.get(f"/{settings.ADMIN_PATH}/{page}").status_code == 200, page
    for page in ("kernel/flag/", "auth/group/", "social/user/add/"):
        assert client.get(f"/{settings.ADMIN_PATH}/{page}").status_code in (403, 404), page


def test_the_moderators_power_is_to_suspend_not_to_promote(demo: Any) -> None:
    client = Client()
    client.force_login(demo("dana"))
    address = f"/{settings.ADMIN_PATH}/social/user/"
    client.post(address, {"action": "suspend", "reason": "Spam.", "_selected_action": [demo("mateo").pk]})
    assert not demo("mateo").is_active
    client.post(f"{address}{demo('dana').pk}/change/", {"is_superuser": "on", "is_staff": "on"})
    assert not demo("dana").is_superuser
