"""Is the count right where one person does several things at the same moment?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from activities.challenges import joining
from activities.challenges.services import create_challenge
from activities.models import Participation
from activities.tracking.services import create_activity

pytestmark = pytest.mark.django_db(transaction=True)
RIDES = 4


def test_rides_and_a_joining_at_the_same_moment_are_all_counted(person: Any) -> None:
    """Without the person's lock a ride that is not committed yet would be missing from the other's count."""
    alice = person("alice", password=None)
    begin = timezone.now() - timedelta(hours=2)
    rules = {"metric": "distance", "goal": 1, "starts_at": begin, "ends_at": begin + timedelta(days=1)}
    challenge = create_challenge(alice, title="Day", visibility="public", **rules)
    together = Barrier(RIDES + 1)

    def at_once(act: Any) -> None:
        try:
            together.wait(10)
            act()
        finally:
            connection.close()

    def ride() -> None:
        begun = timezone.now() - timedelta(hours=1)
        create_activity(alice, activity_type="ride", title="Ride", started_at=begun, distance_m=1_000.0)

    with ThreadPoolExecutor(RIDES + 1) as pool:
        acts = [ride] * RIDES + [lambda: joining.join_challenge(challenge, alice)]
        for done in [pool.submit(at_once, act) for act in acts]:
            done.result(20)
    assert Participation.objects.get().value == RIDES * 1_000
