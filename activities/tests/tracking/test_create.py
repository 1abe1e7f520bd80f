"""Does an activity come into being as it was sent, and as nothing else?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from activities.models import Activity
from activities.tests.tracking.bodies import ADDRESS, DETAIL, FIELDS, NOT_ONES_OWN, SMALL, WHOLE, stored

pytestmark = pytest.mark.django_db


def test_every_field_is_kept_as_it_was_sent(alice: Any, api: Any) -> None:
    answer = api(alice).post(ADDRESS, WHOLE)
    assert answer.status_code == 201
    told = answer.json()
    assert {name: told[name] for name in WHOLE} == WHOLE
    assert told["author"] == {"id": alice.pk, "username": "alice", "name": "Alice", "avatar": None}
    assert api(alice).get(f"{ADDRESS}/{told['id']}").json() == told
    assert api(alice).get(ADDRESS).json()["results"] == [{name: told[name] for name in FIELDS}]


def test_the_answer_has_the_promised_fields_and_no_other(alice: Any, api: Any) -> None:
    told = api(alice).post(ADDRESS, SMALL).json()
    assert list(told) == DETAIL
    assert list(api(alice).get(f"{ADDRESS}/{told['id']}").json()) == DETAIL
    assert list(api(alice).get(ADDRESS).json()["results"][0]) == FIELDS


def test_minutes_are_stored_as_seconds_and_kilometres_as_metres(alice: Any, api: Any) -> None:
    told = api(alice).post(ADDRESS, {**SMALL, "duration_minutes": 41.55, "distance_km": 8.1234}).json()
    activity = Activity.objects.get()
    assert (activity.duration_s, activity.distance_m) == (2493, pytest.approx(8123.4))
    assert (told["duration_minutes"], told["distance_km"]) == (41.55, 8.123)


def test_what_is_left_out_has_its_default(alice: Any, api: Any) -> None:
    before = timezone.now()
    told = api(alice).post(ADDRESS, SMALL).json()
    assert before <= datetime.fromisoformat(told["started_at"]) <= timezone.now()
    assert before <= datetime.fromisoformat(told["created_at"]) <= timezone.now()
    rest = {name: told[name] for name in FIELDS[6:] if name != "created_at"} | {"description": told["description"]}
    assert rest == {
        "description": "",
        "duration_minutes": 0,
        "distance_km": 0,
        "elevation_m": None,
        "average_heart_rate": None,
        "calories": None,
        "visibility": "friends",
        "photos": [],
        "route": None,
        "like_count": 0,
        "comment_count": 0,
        "has_liked": False,
        "is_late": False,
        "shared": None,
    }


@pytest.mark.parametrize(("number", "name"), [(0, "public"), (1, "friends"), (2, "private")])
def test_visibility_is_by_default_what_the_person_has_chosen(person: Any, api: Any, number: int, name: str) -> None:
    erin = person("erin", default_visibility=number)
    assert api(erin).post(ADDRESS, SMALL).json()["visibility"] == name


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("2026-05-01T08:30:00+02:00", datetime(2026, 5, 1, 6, 30, tzinfo=UTC)),
        ("2026-05-01T06:30:00Z", datetime(2026, 5, 1, 6, 30, tzinfo=UTC)),
        ("2026-05-01T06:30:00", datetime(2026, 5, 1, 6, 30, tzinfo=UTC)),
    ],
)
def test_the_start_may_be_told_in_any_zone(alice: Any, api: Any, sent: str, meant: datetime) -> None:
    told = api(alice).post(ADDRESS, {**SMALL, "started_at": sent}).json()
    assert datetime.fromisoformat(told["started_at"]) == meant


def test_nothing_beyond_the_writable_fields_can_be_set(alice: Any, charlie: Any, api: Any) -> None:
    """S-AZ-6: every field of the model and every invented one, with a value somebody might want."""
    answer = api(alice).post(ADDRESS, {**SMALL, **NOT_ONES_OWN, "user": charlie.pk, "author": charlie.pk})
    assert answer.status_code == 201
    activity = Activity.objects.get()
    assert (activity.user, activity.deleted_at, activity.hidden_at) == (alice, None, None)
    assert activity.pk != NOT_ONES_OWN["id"]
    assert activity.created_at > timezone.now() - timedelta(minutes=1)
    assert activity.updated_at > timezone.now() - timedelta(minutes=1)
    assert (activity.route, activity.route_preview, activity.source_digest, activity.moving_s) == ("", "", "", None)
    assert [answer.json()[name] for name in ("like_count", "comment_count", "has_liked")] == [0, 0, False]


def test_nothing_beyond_the_writable_fields_can_be_changed(alice: Any, charlie: Any, run: Any, api: Any) -> None:
    """S-AZ-6: the same by PATCH."""
    activity = run(alice)
    before = stored(activity)
    answer = api(alice).patch(f"{ADDRESS}/{activity.pk}", {**NOT_ONES_OWN, "user": charlie.pk, "author": charlie.pk})
    assert answer.status_code == 200
    after = stored(activity)
    assert after.pop("updated_at") > before.pop("updated_at")
    assert after == before


def test_mass_assignment_is_tried_on_every_field_there_is() -> None:
    """A new column has to be put among those that may be sent, or among those the tests above try to force."""
    fields = {field.name for field in Activity._meta.fields}
    assert fields - set(WHOLE) == (fields & set(NOT_ONES_OWN)) | {"user"}


def test_an_anonymous_caller_creates_nothing(api: Any) -> None:
    answer = api().post(ADDRESS, SMALL)
    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
    assert not Activity.objects.exists()
