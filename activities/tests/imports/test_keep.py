"""Is the original kept for its owner, a repetition recognised, and a dry run without a trace?"""

from __future__ import annotations

import gzip
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from activities.models import Activity, Original, WholeRoute
from activities.tests.imports import otherwise, recordings
from activities.tracking import importing
from activities.tracking.importing import import_activity
from activities.tracking.imports.names import shown_name
from config.kernel.files import storing
from config.kernel.files.storing import remove_orphans
from realtime.models import OutboxEvent

pytestmark = pytest.mark.django_db
IMPORT = "/api/v1/activities/import"
RUN = (recordings.SAMPLES / "lake_run.gpx").read_bytes()
MOMENTS = recordings.moments(recordings.RUN)
SAME_BY_PHONE = otherwise.fit(*(otherwise.fit_record(moment, recordings.RUN.start) for moment in MOMENTS[1:]))


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def send(api: Any) -> Callable[..., Any]:
    def upload(by: Any, data: bytes, name: str = "run.gpx", address: str = IMPORT, **more: Any) -> Any:
        file = BytesIO(data)
        file.name = name
        return api(by).post(address, {"file": file, **more}, format="multipart")

    return upload


def files_in(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


def test_the_original_comes_back_as_it_was_for_its_owner_alone(
    alice: Any, bob: Any, charlie: Any, dana: Any, api: Any, send: Any
) -> None:
    packed = gzip.compress(RUN)
    pk = send(alice, packed, "Läuf\u202e 1.gpx.gz", visibility="public").json()["id"]
    address = f"/api/v1/activities/{pk}/original"
    answer = api(alice).get(address, HTTP_ACCEPT="text/html")
    assert (answer.status_code, answer.content) == (200, packed)
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-cache")
    assert [api(person).get(address).status_code for person in (bob, charlie, dana, None)] == [404, 404, 404, 401]
    original = Original.objects.get()
    assert (original.format, original.size, original.name) == ("gpx", len(packed), "Läuf 1.gpx.gz")


def test_a_hidden_activity_hides_its_original_and_a_removed_one_removes_it(
    alice: Any, api: Any, send: Any, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    pk = send(alice, RUN).json()["id"]
    api(alice).delete(f"/api/v1/activities/{pk}")
    assert api(alice).get(f"/api/v1/activities/{pk}/original").status_code == 404
    assert len(files_in(media)) == 1
    with django_capture_on_commit_callbacks(execute=True):
        Activity.objects.get(pk=pk).delete()
    assert files_in(media) == []
    assert not WholeRoute.objects.exists()


def test_an_activity_made_by_hand_has_no_original(alice: Any, run: Any, api: Any) -> None:
    assert api(alice).get(f"/api/v1/activities/{run(alice).pk}/original").status_code == 404


def test_an_import_that_fails_leaves_no_file(alice: Any, media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Original, "save", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        import_activity(alice, BytesIO(RUN), "run.gpx")
    assert (files_in(media), Activity.objects.count(), OutboxEvent.objects.count()) == ([], 0, 0)


def test_an_import_rolled_back_from_outside_is_swept(alice: Any, media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        import_activity(alice, BytesIO(RUN), "run.gpx")
        raise ZeroDivisionError
    monkeypatch.setattr(storing, "ORPHAN_AGE", -storing.ORPHAN_AGE)
    assert (remove_orphans(), files_in(media)) == (1, [])


def test_the_same_file_packed_is_the_same_file(alice: Any, send: Any) -> None:
    first = send(alice, RUN).json()["id"]
    again = send(alice, gzip.compress(RUN), "copy.gz", force="true")
    assert (again.status_code, again.json()["code"], again.json()["activity_id"]) == (409, "duplicate_file", first)


def test_another_recording_of_the_same_run_is_409_unless_forced(alice: Any, bob: Any, send: Any) -> None:
    first = send(alice, RUN).json()["id"]
    again = send(alice, SAME_BY_PHONE, "run.fit")
    assert (again.status_code, again.json()["code"], again.json()["activity_id"]) == (409, "duplicate_activity", first)
    assert send(bob, SAME_BY_PHONE, "run.fit").status_code == 201
    assert send(alice, SAME_BY_PHONE, "run.fit", force="true").status_code == 201
    assert Activity.objects.filter(user=alice).count() == 2


def test_a_run_of_the_next_day_or_of_half_the_length_is_another(alice: Any, send: Any) -> None:
    assert send(alice, RUN).status_code == 201
    half = [recordings.point(moment, recordings.RUN.start) for moment in MOMENTS[: len(MOMENTS) // 2]]
    assert send(alice, recordings.document(half)).status_code == 201


def test_a_dry_run_tells_all_and_stores_nothing(alice: Any, api: Any, send: Any, media: Path) -> None:
    answer = send(alice, RUN, address=f"{IMPORT}?dry_run=true", title="Mine")
    told = answer.json()
    assert answer.status_code == 200
    assert (Activity.objects.count(), OutboxEvent.objects.count(), files_in(media)) == (0, 0, [])
    assert (told["title"], told["duplicate_of"]) == ("Mine", None)
    made = send(alice, RUN, title="Mine").json()
    assert {name: made[name] for name in told if name != "duplicate_of"} == {
        name: told[name] for name in told if name != "duplicate_of"
    }
    assert send(alice, RUN, address=f"{IMPORT}?dry_run=1").json()["duplicate_of"] == made["id"]


def test_a_dry_run_of_a_bad_file_is_400(alice: Any, send: Any) -> None:
    assert send(alice, b"\xff\xd8\xff\xe0JFIF", address=f"{IMPORT}?dry_run=true").json()["code"] == "unknown_format"
    assert list(send(alice, RUN, address=f"{IMPORT}?dry_run=maybe").json()["errors"]) == ["dry_run"]
    assert send(None, RUN, address=f"{IMPORT}?dry_run=true").status_code == 401


def test_an_indoor_workout_is_an_activity_without_a_route(alice: Any, api: Any, send: Any) -> None:
    points = [otherwise.tcx_point(moment, recordings.RUN.start, indoors=True) for moment in MOMENTS]
    data = otherwise.tcx(otherwise.lap(points, metres=8_000, kcal=520))
    told = send(alice, data, "treadmill.tcx").json()
    assert (told["distance_km"], told["calories"], told["route"], told["elevation_m"]) == (8, 520, None, None)
    assert Activity.objects.get().route_preview == ""


@pytest.mark.parametrize(
    ("name", "shown"),
    [("../../etc/passwd", "passwd"), ("C:\\x\\run.gpx", "run.gpx"), ("a\x00\r\nb.gpx", "ab.gpx"), ("", "activity"),
     ("..", "activity"), ("x" * 300 + ".gpx", "x" * 96 + ".gpx"), ("\u202egpx.exe", "gpx.exe")],
)  # fmt: skip
def test_the_name_of_a_file_is_made_harmless(name: str, shown: str) -> None:
    assert shown_name(name) == shown
    assert importing.shown_name is shown_name
