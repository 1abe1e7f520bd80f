"""Does a zone hide its place from everybody but its owner, wherever a line can be seen, old lines too?"""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import pytest
from django.db import connection, transaction

from activities.models import Activity, PrivacyZone, WholeRoute
from activities.tests.imports.recordings import SAMPLES
from activities.tests.tracking.test_import import until_somebody_waits_for_a_lock
from activities.tracking.importing import import_activity
from activities.tracking.imports import limits
from activities.tracking.routes.geometry import distance_m
from activities.tracking.routes.polyline import decoded
from activities.tracking.zones.services import add_zone, remove_zone, trim_again
from config.kernel.errors import Conflict
from realtime.models import OutboxEvent

pytestmark = pytest.mark.django_db
ZONES = "/api/v1/users/me/privacy-zones"
DATA = (SAMPLES / "hill_ride.gpx").read_bytes()


@pytest.fixture(autouse=True)
def _surroundings(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(limits, "WALL_SECONDS", 60.0)


def ride(by: Any, **more: Any) -> Activity:
    return import_activity(by, BytesIO(DATA), "ride.gpx", visibility=0, **more)


def home() -> dict[str, Any]:
    text = DATA.decode()
    latitude, longitude = (float(text.split(f'{name}="')[1].split('"')[0]) for name in ("lat", "lon"))
    return {"latitude": latitude, "longitude": longitude, "radius_m": 500}


def is_hidden(line: str, zone: PrivacyZone) -> bool:
    """Nothing within the circle, and something of the ride left."""
    places = decoded(line)
    return len(places) > 10 and all(distance_m(place, zone.circle.centre) > zone.radius_m - 1 for place in places)


def lines_seen(viewer: Any, activity: Activity, api: Any, client: Any) -> dict[str, str]:
    """Every way in which the viewer meets the line."""
    client.force_login(viewer)
    detail = api(viewer).get(f"/api/v1/activities/{activity.pk}").json()["route"]
    feed = api(viewer).get("/api/v1/feed").json()["results"]
    frames = [json.loads(row.payload) for row in OutboxEvent.objects.filter(type="feed_update").order_by("pk")]
    page = client.get(f"/social/activities/{activity.pk}/").content.decode()
    return {
        "detail": detail,
        "frame": frames[-1]["activity"]["route"],
        "page": page.split(' d="M')[-1].split('"')[0],
        **({"feed": feed[0]["route"]} if feed else {}),
    }


def test_others_see_nothing_within_the_zone_and_the_owner_all(
    alice: Any, bob: Any, charlie: Any, api: Any, client: Any
) -> None:
    """S-PR-6."""
    zone, _ = add_zone(alice, **home())
    activity = ride(alice)
    for viewer in (bob, charlie):
        seen = lines_seen(viewer, activity, api, client)
        assert all(is_hidden(seen[where], zone) for where in seen if where != "page")
    mine = lines_seen(alice, activity, api, client)
    assert distance_m(decoded(mine["detail"])[0], (zone.latitude, zone.longitude)) < 5
    assert mine["page"].count(" ") > seen["page"].count(" ")
    assert is_hidden(mine["frame"], zone)
    answer = api(alice).patch(f"/api/v1/activities/{activity.pk}", {"title": "T"}).json()
    assert answer["route"] == mine["detail"] == WholeRoute.objects.get().line
    assert is_hidden(
        json.loads(OutboxEvent.objects.order_by("-pk").filter(type="feed_update")[0].payload)["activity"]["route"], zone
    )


def test_an_activity_of_its_own_columns_holds_only_the_trimmed_line(alice: Any) -> None:
    """So that no query of anybody can leak by forgetting."""
    zone, _ = add_zone(alice, **home())
    ride(alice)
    row = Activity.objects.values().get()
    assert is_hidden(row["route"], zone)
    assert is_hidden(row["route_preview"], zone)
    assert Activity.objects.get().shown_line == row["route"]


def test_a_new_zone_trims_old_lines_and_its_end_shows_them_again(alice: Any, bob: Any, api: Any, work: Any) -> None:
    activity = ride(alice)
    whole = api(bob).get(f"/api/v1/activities/{activity.pk}").json()["route"]
    answer = api(alice).post(ZONES, home())
    assert answer.status_code == 201
    work()
    zone = PrivacyZone.objects.get()
    assert is_hidden(api(bob).get(f"/api/v1/activities/{activity.pk}").json()["route"], zone)
    told = [json.loads(row.payload) for row in OutboxEvent.objects.filter(type="feed_update").order_by("pk")][-1]
    assert (told["action"], is_hidden(told["activity"]["route"], zone)) == ("edited", True)
    assert api(alice).delete(f"{ZONES}/{zone.pk}").status_code == 204
    work()
    assert api(bob).get(f"/api/v1/activities/{activity.pk}").json()["route"] == whole
    assert trim_again(alice.pk) == 0


def test_lines_from_before_zones_are_trimmed_too(alice: Any, run: Any) -> None:
    activity = run(alice, route="_p~iF~ps|U_ulLnnqC_mqNvxq`@", route_preview="_p~iF~ps|U")
    add_zone(alice, 38.5, -120.2, 1000)
    assert trim_again(alice.pk) == 1
    activity.refresh_from_db()
    assert len(decoded(activity.route)) == 2
    assert len(decoded(activity.whole_route.line)) == 3


@pytest.mark.django_db(transaction=True)
def test_a_line_cannot_slip_past_a_zone_that_is_made_at_the_same_time(alice: Any) -> None:
    """The zone is not committed when the import comes: it has to wait, and is trimmed."""

    def record() -> None:
        try:
            ride(alice)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            zone, _ = add_zone(alice, **home())
            recording = pool.submit(record)
            until_somebody_waits_for_a_lock()
        recording.result()
    assert is_hidden(Activity.objects.get().route, zone)


def test_zones_are_ones_own(alice: Any, bob: Any, charlie: Any, api: Any) -> None:
    made = api(alice).post(ZONES, home()).json()
    assert made == home() | {"id": made["id"], "created_at": made["created_at"]}
    assert api(alice).get(ZONES).json()["results"] == [made]
    for other in (bob, charlie):
        assert api(other).get(ZONES).json()["results"] == []
        assert api(other).delete(f"{ZONES}/{made['id']}").status_code == 404
        assert "circle" not in str(api(other).get(f"/api/v1/users/{alice.pk}").json())
    assert [getattr(api(), verb)(ZONES).status_code for verb in ("get", "post")] == [401, 401]
    assert api().delete(f"{ZONES}/{made['id']}").status_code == 401
    assert PrivacyZone.objects.count() == 1


def test_the_same_zone_again_is_the_same_and_a_sixth_is_409(alice: Any, api: Any) -> None:
    client = api(alice)
    first = client.post(ZONES, home())
    again = client.post(ZONES, home())
    assert (first.status_code, again.status_code, again.json()) == (201, 200, first.json())
    for number in range(4):
        assert client.post(ZONES, home() | {"latitude": float(number)}).status_code == 201
    refused = client.post(ZONES, home() | {"latitude": 9.0})
    assert (refused.status_code, refused.json()["code"]) == (409, "too_many_zones")
    assert client.delete(f"{ZONES}/{first.json()['id']}").status_code == 204
    assert client.delete(f"{ZONES}/{first.json()['id']}").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_five_are_kept(alice: Any) -> None:
    def make(number: int) -> bool:
        try:
            return add_zone(alice, float(number), 1.0, 200)[1]
        except Conflict:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(make, range(8))) == 5
    assert PrivacyZone.objects.count() == 5
    remove_zone(alice, PrivacyZone.objects.first().pk)


@pytest.mark.parametrize(
    ("field", "value"),
    [("latitude", 90.1), ("latitude", "NaN"), ("longitude", -181), ("radius_m", 99), ("radius_m", 1001),
     ("radius_m", None), ("latitude", "here"), ("longitude", 1e999)],
)  # fmt: skip
def test_a_place_that_is_none_is_refused_by_its_name(alice: Any, api: Any, field: str, value: Any) -> None:
    body = json.dumps(home() | {field: str(value) if value == 1e999 else value})
    answer = api(alice).post(ZONES, body, content_type="application/json")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
