"""Does a change of ranks reach those it is for, over socket and poll, and nobody else?"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from activities.challenges.services import create_challenge
from activities.tracking.services import create_activity
from social.models import Block

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_rank_changes_on_the_open_page(alice: Any, bob: Any, charlie: Any, live: Any, way: str, api: Any) -> None:
    """alice leads and looks at nothing; charlie watches the board without taking part; bob passes alice."""
    now = timezone.now()
    window = {"starts_at": now - timedelta(hours=12), "ends_at": now + timedelta(days=1)}
    challenge = create_challenge(alice, title="Week", metric="distance", goal=9_000, visibility="public", **window)
    hers, his, watching = live(alice, by=way), live(bob, by=way), live(charlie, by=way)
    for device in (hers, his, watching):
        assert device.expect("social_data")["payload"]["challenges"] == []
    assert watching.ask("subscribe", {"channel": f"challenge:{challenge.pk}"})["success"]
    for device in (hers, his):
        assert device.ask("join_challenge", {"challenge_id": challenge.pk})["success"]
    hers.expect("challenge_joined", challenge_id=challenge.pk, participants=2)
    watching.expect("challenge_joined", challenge_id=challenge.pk, participants=2)
    _ride(alice, 5_000)
    hers.expect("challenge_update", value=5_000, rank=1, tied=False)
    _ride(bob, 9_500)
    his.expect("challenge_update", value=9_500, rank=1, reached=True, taking_part=True, status="active")
    hers.expect("challenge_update", value=5_000, rank=2)
    fresh = api(charlie).get(f"/api/v1/challenges/{challenge.pk}/leaderboard").json()["results"]
    for device in (hers, his, watching):
        frame = device.expect("leaderboard_change", participants=2, top=fresh)
        assert frame["channel"] == f"challenge:{challenge.pk}"
    assert "challenge_update" not in watching.types()
    assert not any(device.place.faults for device in (hers, his, watching))


def test_who_may_see_it_no_more_is_not_told(alice: Any, charlie: Any, live: Any, api: Any) -> None:
    """A block ends the topic at once, whether or not its sockets have been told to look again."""
    window = {"starts_at": timezone.now() - timedelta(hours=12), "ends_at": timezone.now() + timedelta(days=1)}
    challenge = create_challenge(alice, title="Week", metric="count", goal=9, visibility="public", **window)
    watching, hers = live(charlie), live(alice)
    assert watching.ask("subscribe", {"channel": f"challenge:{challenge.pk}"})["success"]
    Block.objects.create(blocker=alice, blocked=charlie)
    assert hers.ask("join_challenge", {"challenge_id": challenge.pk})["success"]
    hers.expect("leaderboard_change", challenge_id=challenge.pk)
    watching.settle()
    assert not {"challenge_joined", "leaderboard_change"} & set(watching.types())
    refused = watching.ask("subscribe", {"channel": f"challenge:{challenge.pk}"})
    assert refused["error"]["code"] == "CHANNEL_NOT_FOUND"


def _ride(by: Any, metres: int) -> None:
    started_at = timezone.now() - timedelta(hours=1)
    create_activity(by, activity_type="ride", title="Ride", started_at=started_at, distance_m=float(metres))
