"""Does one request make an activity of a recorded file, once, and nothing of what is no recording?"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from io import BytesIO
from threading import Barrier
from typing import Any

import gpxpy
import pytest
from django.db import connection, transaction
from django.utils import timezone

from activities.models import Activity
from activities.tests.imports.recordings import SAMPLES
from activities.tests.tracking.bodies import ADDRESS, FIELDS
from activities.tracking.importing import import_activity
from activities.tracking.imports import limits
from activities.tracking.routes.polyline import encoded
from config.kernel.models import IdempotencyKey
from realtime.models import OutboxEvent

pytestmark = pytest.mark.django_db
IMPORT = f"{ADDRESS}/import"
RIDE = (SAMPLES / "hill_ride.gpx").read_bytes()


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """None of these is about time."""
    monkeypatch.setattr(limits, "WALL_SECONDS", 60.0)


def upload(client: Any, data: bytes, name: str = "activity.gpx", address: str = IMPORT, **more: Any) -> Any:
    file = BytesIO(data)
    file.name = name
    return client.post(address, {"file": file, **more}, format="multipart")


@pytest.mark.parametrize(("name", "kind"), [("hill_ride.gpx", "ride"), ("lake_run.gpx", "run")])
def test_the_figures_are_those_of_the_recording(alice: Any, api: Any, name: str, kind: str) -> None:
    """C2; measured again here by another library, which smooths less: hence the margins."""
    data = (SAMPLES / name).read_bytes()
    answer = upload(api(alice), data, name)
    assert answer.status_code == 201
    told = answer.json()
    recorded = gpxpy.parse(data.decode())
    bounds = recorded.get_time_bounds()
    assert told["activity_type"] == kind
    assert told["title"] == recorded.tracks[0].name
    assert datetime.fromisoformat(told["started_at"]) == bounds.start_time
    lasted = (bounds.end_time - bounds.start_time).total_seconds() / 60
    assert told["duration_minutes"] == pytest.approx(lasted, abs=0.01)
    assert told["distance_km"] == pytest.approx(recorded.length_2d() / 1000, rel=0.03)
    assert told["elevation_m"] == pytest.approx(recorded.get_uphill_downhill().uphill, rel=0.3, abs=10)
    assert [name for name in told if name in FIELDS] == FIELDS
    assert len(told["splits"]["km"]) == int(told["distance_km"]) + 1


def test_a_track_without_times_is_one_of_now_that_took_none(alice: Any, api: Any) -> None:
    before = timezone.now()
    told = upload(api(alice), (SAMPLES / "signal_hill_walk.gpx").read_bytes()).json()
    assert before <= datetime.fromisoformat(told["started_at"]) <= timezone.now()
    assert (told["title"], told["duration_minutes"], told["distance_km"] > 1) == ("Signal Hill", 0, True)


def test_the_route_is_drawn_through_the_recorded_places(alice: Any, api: Any) -> None:
    told = upload(api(alice), RIDE).json()
    points = list(gpxpy.parse(RIDE.decode()).walk(only_points=True))
    first = encoded([(points[0].latitude, points[0].longitude)])
    assert told["route"].startswith(first)
    preview = api(alice).get(ADDRESS).json()["results"][0]["route"]
    assert preview.startswith(first)
    assert 0 < len(preview) <= len(told["route"])
    assert api(alice).get(f"{ADDRESS}/{told['id']}").json()["route"] == told["route"]


def test_what_is_said_besides_the_file_wins(alice: Any, api: Any) -> None:
    more = {"title": "With Ann", "description": "Windy", "activity_type": "hike", "visibility": "private"}
    told = upload(api(alice), RIDE, **more).json()
    assert {name: told[name] for name in more} == more
    activity = Activity.objects.get()
    assert (activity.visibility, activity.source_digest != "") == (2, True)


def test_a_public_import_by_a_person_who_is_private_by_default_is_public(person: Any, api: Any) -> None:
    erin = person("erin", default_visibility=2)
    assert upload(api(erin), RIDE, visibility="public").json()["visibility"] == "public"


def test_what_is_left_empty_is_taken_from_the_file(person: Any, api: Any) -> None:
    erin = person("erin", default_visibility=2)
    told = upload(api(erin), RIDE, title="", description="").json()
    assert (told["title"], told["visibility"]) == ("Hill ride & coffee", "private")


def test_the_same_file_again_is_409_and_one_activity(alice: Any, api: Any) -> None:
    """S-FI-3: also under another name and with another title."""
    first = upload(api(alice), RIDE).json()
    again = upload(api(alice), RIDE, "copy.gpx", title="Mine")
    problem = again.json()
    assert (again.status_code, problem["code"], problem["activity_id"]) == (409, "duplicate_file", first["id"])
    assert "Hill ride" in problem["detail"]
    assert Activity.objects.count() == 1


def test_the_same_file_is_news_from_another_person_and_after_deletion(alice: Any, charlie: Any, api: Any) -> None:
    first = upload(api(alice), RIDE).json()["id"]
    assert upload(api(charlie), RIDE).status_code == 201
    api(alice).delete(f"{ADDRESS}/{first}")
    assert upload(api(alice), RIDE).status_code == 201


def until_somebody_waits_for_a_lock(within_s: float = 20) -> None:
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    raise AssertionError("nobody waits")


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_an_activity(alice: Any, api: Any) -> None:
    """S-FI-3: the second finds no such activity yet, and has to wait for the first to be committed."""
    client = api(alice)

    def send() -> Any:
        try:
            return upload(client, RIDE)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first = import_activity(alice, BytesIO(RIDE), "ride.gpx")
            second = pool.submit(send)
            until_somebody_waits_for_a_lock()
        problem = second.result().json()
    assert (problem["status"], problem["code"], problem["activity_id"]) == (409, "duplicate_file", first.pk)
    assert Activity.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_four_at_once_three_are_409(alice: Any, api: Any) -> None:
    clients = [api(alice) for _ in range(4)]
    start = Barrier(4)

    def send(client: Any) -> int:
        try:
            start.wait()
            return int(upload(client, RIDE).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(send, clients)) == [201, 409, 409, 409]
    assert Activity.objects.count() == 1


def wrapped(body: str, before: str = "") -> bytes:
    return f'{before}<gpx xmlns="http://www.topografix.com/GPX/1/1">{body}</gpx>'.encode()


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "an entity": ("xml_forbidden", lambda: wrapped("&x;", '<!DOCTYPE gpx [<!ENTITY x SYSTEM "file:///etc/passwd">]>')),
    "entities that grow": (
        "xml_forbidden",
        lambda: wrapped("&b;", '<!DOCTYPE gpx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'),
    ),
    "cut off": ("truncated", lambda: RIDE[:-4000]),
    "no XML": ("unknown_format", lambda: b"\x89PNG\r\n\x1a\n" + bytes(1000)),
    "nothing recorded": ("no_track", lambda: wrapped("<metadata/>")),
    "no place on earth": ("bad_coordinates", lambda: RIDE.replace(b'lat="47.376899"', b'lat="97.0"')),
    "11 MB": ("file_too_large", lambda: RIDE + b" " * 11_000_000),
    "50 MB": ("file_too_large", lambda: b"<gpx>" + b" " * 50_000_000),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_by_the_name_of_the_field(alice: Any, api: Any, case: str) -> None:
    """S-FI-1."""
    code, data = HOSTILE[case]
    answer = upload(api(alice), data())
    problem = answer.json()
    assert (answer.status_code, problem["code"], list(problem["errors"])) == (400, code, ["file"])
    assert problem["errors"]["file"] == [problem["detail"]]
    assert answer["Content-Type"] == "application/problem+json"
    assert not Activity.objects.exists()
    assert not OutboxEvent.objects.exists()


@pytest.mark.parametrize(
    "name", ["../../etc/cron.d/x.gpx", "a\\b.gpx", "x" * 300 + ".gpx", "CON", "\u202egpx.exe", "a.fit"]
)
def test_the_name_of_a_file_is_harmless(alice: Any, api: Any, name: str) -> None:
    """S-FI-7: it chooses the reader and nothing else."""
    answer = upload(api(alice), RIDE, name)
    assert answer.status_code in (201, 400)
    assert answer.status_code == 201 or list(answer.json()["errors"]) == ["file"]
    if answer.status_code == 201:
        assert answer.json()["title"] == "Hill ride & coffee"


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "file"),
        ({"file": "a text"}, "file"),
        ({"file": b""}, "file"),
        ({"file": RIDE, "visibility": "all"}, "visibility"),
        ({"file": RIDE, "activity_type": "chess"}, "activity_type"),
        ({"file": RIDE, "title": "x" * 121}, "title"),
        ({"file": RIDE, "title": "a\x00b"}, "title"),
        ({"file": RIDE, "description": "x" * 5001}, "description"),
    ],
)
def test_a_bad_form_is_refused_by_the_name_of_its_field(alice: Any, api: Any, sent: dict[str, Any], field: str) -> None:
    if isinstance(sent.get("file"), bytes):
        file = BytesIO(sent["file"])
        file.name = "run.gpx"
        sent = {**sent, "file": file}
    answer = api(alice).post(IMPORT, sent, format="multipart")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    assert not Activity.objects.exists()


def test_json_is_no_file(alice: Any, api: Any) -> None:
    assert api(alice).post(IMPORT, {"file": "x"}).status_code == 415
    assert api().post(IMPORT, {"file": "x"}, format="multipart").status_code == 401


def test_a_form_that_is_cut_off_is_refused(alice: Any, api: Any) -> None:
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="r.gpx"\r\n\r\n'
    for body, media in ((head + RIDE[:500], "multipart/form-data; boundary=b"), (b"", "multipart/form-data")):
        answer = api(alice).generic("POST", IMPORT, body, media)
        assert 400 <= answer.status_code < 500
        assert answer["Content-Type"] == "application/problem+json"
    assert not Activity.objects.exists()


def test_what_is_refused_after_the_key_leaves_no_key(alice: Any, api: Any) -> None:
    file = BytesIO(b"no gpx")
    file.name = "x.gpx"
    answer = api(alice).post(IMPORT, {"file": file}, format="multipart", HTTP_IDEMPOTENCY_KEY="k")
    assert answer.status_code == 400
    assert not IdempotencyKey.objects.exists()
