"""Can a newcomer import the file that the demo offers?"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from activities.tracking.importing import import_activity
from social.accounts.models import User


@pytest.mark.django_db
def test_the_river_run_becomes_an_activity_with_its_route(alice: User) -> None:
    found = finders.find("slipstream/demo/river-run.gpx")
    assert found
    path = Path(found)
    assert path.stat().st_size < 150_000
    with path.open("rb") as file:
        activity = import_activity(alice, file, path.name)
    assert (activity.activity_type, activity.title) == ("run", "Out along the river and back")
    assert 7000 < activity.distance_m < 8000
    assert 35 * 60 < activity.duration_s < 45 * 60
    assert activity.average_heart_rate
    assert activity.route
    assert activity.elevation_m
