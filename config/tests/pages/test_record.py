"""Can one record, change, delete and import an activity by forms alone?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from activities.tracking.models import Activity

pytestmark = pytest.mark.django_db

TYPED = {
    "activity_type": "run",
    "title": "Lunch run",
    "started_at": "2026-05-01T12:30",
    "hours": "1",
    "minutes": "2",
    "seconds": "5",
    "distance": "10.5",
    "climb": "100",
    "average_heart_rate": "",
    "calories": "",
    "visibility": "1",
    "description": "Line one\r\nLine two",
}
GPX = b"""<?xml version="1.0"?><gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1"><trk><name>Harbour</name>
<trkseg><trkpt lat="60.390" lon="5.320"><ele>10</ele><time>2026-05-01T06:00:00Z</time></trkpt>
<trkpt lat="60.400" lon="5.330"><ele>12</ele><time>2026-05-01T06:10:00Z</time></trkpt></trkseg></trk></gpx>"""


def recording(content: bytes = GPX) -> SimpleUploadedFile:
    """A file as a form sends it."""
    return SimpleUploadedFile("harbour.gpx", content, "application/gpx+xml")


def test_an_activity_is_recorded_in_the_persons_units_and_time_zone(person: Any, visit: Any) -> None:
    erin = person("erin", units="mi", time_zone="America/New_York")
    answer = visit(erin).post("/social/activities/new/", TYPED)
    activity = Activity.objects.get()
    assert answer["Location"] == f"/social/activities/{activity.pk}/"
    assert activity.user == erin
    assert activity.started_at == datetime(2026, 5, 1, 16, 30, tzinfo=UTC)
    assert activity.duration_s == 3725
    assert activity.distance_m == pytest.approx(10.5 * 1609.344)
    assert activity.elevation_m == pytest.approx(30.48)
    assert activity.description == "Line one\nLine two"


def test_a_form_that_fails_keeps_what_was_typed(alice: Any, visit: Any) -> None:
    answer = visit(alice).post("/social/activities/new/", TYPED | {"title": "", "distance": "99999"})
    text = answer.content.decode()
    assert answer.status_code == 400
    assert "This field is required." in text
    assert 'value="99999"' in text
    assert "Line one" in text
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("started_at", "2999-01-01T00:00"),
        ("started_at", "1815-06-18T11:00"),
        ("average_heart_rate", "5"),
        ("minutes", "75"),
        ("distance", "nan"),
        ("visibility", "7"),
        ("activity_type", "dance"),
        ("title", "a\x00b"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(field: str, value: str, alice: Any, visit: Any) -> None:
    answer = visit(alice).post("/social/activities/new/", TYPED | {field: value})
    assert answer.status_code == 400
    assert field in answer.context["form"].errors
    assert not Activity.objects.exists()


def test_a_figure_left_alone_stays_exact(alice: Any, run: Any, visit: Any) -> None:
    activity = run(alice, distance_m=8043.21, duration_s=2901, elevation_m=63.4)
    client = visit(alice)
    shown = client.get(f"/social/activities/{activity.pk}/edit/").context["form"].initial
    typed = {name: "" if value is None else value for name, value in shown.items()}
    typed |= {"title": "Renamed", "started_at": shown["started_at"].strftime("%Y-%m-%dT%H:%M")}
    assert (
        client.post(f"/social/activities/{activity.pk}/edit/", typed)["Location"]
        == f"/social/activities/{activity.pk}/"
    )
    activity.refresh_from_db()
    assert (activity.title, activity.distance_m, activity.duration_s, activity.elevation_m) == (
        "Renamed",
        8043.21,
        2901,
        63.4,
    )


@pytest.mark.parametrize("part", ["edit/", "delete/"])
def test_only_its_owner_may_change_an_activity(part: str, alice: Any, bob: Any, run: Any, visit: Any) -> None:
    activity = run(bob)
    answer = visit(alice).post(f"/social/activities/{activity.pk}/{part}", TYPED)
    assert answer.status_code == 403
    activity.refresh_from_db()
    assert (activity.title, activity.deleted_at) == ("Morning run", None)


def test_a_deletion_is_asked_first_and_then_done(alice: Any, run: Any, visit: Any) -> None:
    activity, client = run(alice), visit(alice)
    assert "Delete this activity?" in client.get(f"/social/activities/{activity.pk}/delete/").content.decode()
    assert Activity.objects.present().exists()
    assert client.post(f"/social/activities/{activity.pk}/delete/")["Location"] == "/social/people/alice/"
    assert not Activity.objects.present().exists()


def test_a_recorded_file_becomes_an_activity(alice: Any, visit: Any) -> None:
    answer = visit(alice).post("/social/import/", {"file": recording(), "title": "", "visibility": "2"}, follow=True)
    activity = Activity.objects.get()
    assert (activity.title, activity.user, activity.visibility) == ("Harbour", alice, 2)
    assert answer.redirect_chain == [(f"/social/activities/{activity.pk}/", 302)]
    assert 'marker-start="url(#route-start)"' in answer.content.decode()


def test_the_feeds_own_form_imports_as_one_usually_shares(alice: Any, visit: Any) -> None:
    visit(alice).post("/social/import/", {"file": recording()})
    assert Activity.objects.get().visibility == alice.default_visibility


def test_a_file_that_is_no_recording_is_refused_in_words(alice: Any, visit: Any) -> None:
    answer = visit(alice).post("/social/import/", {"file": recording(b"hello"), "title": "My title"})
    assert answer.status_code == 400
    assert "This is not a readable GPX, TCX or FIT file." in answer.content.decode()
    assert 'value="My title"' in answer.content.decode()
    assert not Activity.objects.exists()


def test_a_file_is_imported_once(alice: Any, visit: Any) -> None:
    client = visit(alice)
    client.post("/social/import/", {"file": recording()})
    answer = client.post("/social/import/", {"file": recording()})
    assert answer.status_code == 400
    assert "You imported this file before" in answer.content.decode()
    assert Activity.objects.count() == 1
