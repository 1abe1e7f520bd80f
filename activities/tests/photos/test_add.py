"""Do photos come to an activity whole or not at all, in order, for those who may see it?"""

from __future__ import annotations

import json
import uuid
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from PIL import Image

from activities.models import Activity, Photo
from activities.tests.photos.pictures import from_a_phone, huge_png, picture
from activities.tests.tracking.test_see import ACTORS, reads
from activities.tracking.photos import services
from activities.tracking.photos.services import add_photos
from config.kernel.files import storing
from config.kernel.files.storing import remove_orphans
from realtime.models import OutboxEvent
from social.accounts.models import Visibility

pytestmark = pytest.mark.django_db


def files_in(media: Path) -> list[Path]:
    return sorted(path for path in media.rglob("*") if path.is_file())


def test_photos_are_told_with_the_activity_everywhere(alice: Any, bob: Any, run: Any, add: Any, api: Any) -> None:
    """C3."""
    activity = run(alice)
    answer = add(alice, activity, picture(300, 200), from_a_phone())
    assert answer.status_code == 201
    told = answer.json()["photos"]
    assert [(row["width"], row["height"]) for row in told] == [(300, 200), (80, 120)]
    assert all(row["small"].startswith(f"/api/v1/activities/{activity.pk}/photos/{row['id']}/") for row in told)
    for address in (f"activities/{activity.pk}", "feed"):
        answer = api(bob).get(f"/api/v1/{address}").json()
        assert answer.get("photos", answer.get("results", [{}])[0].get("photos")) == told
    frames = [json.loads(row.payload) for row in OutboxEvent.objects.filter(type="feed_update").order_by("pk")]
    assert told == frames[-1]["activity"]["photos"]
    assert frames[-1]["action"] == "edited"


def test_a_photo_is_served_as_what_it_is(alice: Any, bob: Any, run: Any, add: Any, api: Any) -> None:
    """S-FI-6."""
    (row,) = add(alice, run(alice), picture(900, 600, "PNG"), name="x.svg").json()["photos"]
    for size, width in (("large", 900), ("small", 480)):
        answer = api(bob).get(row[size], HTTP_ACCEPT="image/*")
        assert answer.status_code == 200
        assert Image.open(BytesIO(answer.content)).width == width
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "private, no-cache"
        assert "sandbox" in answer["Content-Security-Policy"]
        again = api(bob).get(row[size], HTTP_IF_NONE_MATCH=answer["ETag"])
        assert (again.status_code, again.content) == (304, b"")


def test_no_file_is_where_an_address_leads(alice: Any, run: Any, add: Any, api: Any, media: Path) -> None:
    add(alice, run(alice), picture(), name="../../../etc/x.jpg")
    names = [path.relative_to(media) for path in files_in(media)]
    assert len(names) == 2
    assert all(len(name.name) == 32 and name.parts[0] == "photos" for name in names)
    assert {path.stat().st_mode & 0o077 for path in files_in(media)} == {0}
    assert all(api(alice).get(f"/media/{name}").status_code == 404 for name in names)


WHO = [
    "nobody",
    "the owner",
    "a friend",
    "a follower",
    "a stranger",
    "blocked by the owner",
    "who blocks the owner",
    "a suspended friend",
]


@pytest.mark.parametrize("who", WHO)
def test_who_may_not_see_the_activity_gets_404(person: Any, run: Any, api: Any, who: str) -> None:
    """S-AZ-1 for photos: read, order, remove."""
    role, stand = ACTORS[who]
    owner = person("owner")
    actor = owner if role == "owner" else person("actor")
    stand(actor, owner)
    client = api(None if role == "anonymous" else actor)
    if role == "suspended":
        type(actor).objects.filter(pk=actor.pk).update(is_active=False)
    for visibility in Visibility:
        found = verbs(client, run(owner, visibility=visibility))
        if role in ("anonymous", "suspended"):
            assert found == [401] * 3
        elif role == "owner":
            assert found == [200, 200, 204]
        else:
            assert found == ([200, 403, 403] if reads(role, visibility, False) else [404] * 3)


def verbs(client: Any, activity: Activity) -> list[int]:
    photo = stored_photo(activity)
    address = f"/api/v1/activities/{activity.pk}/photos"
    return [
        client.get(f"{address}/{photo.pk}/small").status_code,
        client.put(address, {"photos": [str(photo.pk)]}).status_code,
        client.delete(f"{address}/{photo.pk}").status_code,
    ]


def stored_photo(activity: Activity, position: int = 0) -> Photo:
    with storing.stored() as keeper:
        photo = Photo(activity=activity, position=position, digest=f"{position}", width=1, height=1)
        keeper.put(photo, "small", b"small")
        keeper.put(photo, "large", b"large")
        photo.save()
    return photo


def test_a_deleted_activity_shows_no_photo(alice: Any, bob: Any, run: Any, api: Any) -> None:
    activity = run(alice)
    address = f"/api/v1/activities/{activity.pk}/photos/{stored_photo(activity).pk}/small"
    assert api(bob).get(address).status_code == 200
    api(alice).delete(f"/api/v1/activities/{activity.pk}")
    assert api(bob).get(address).status_code == api(alice).get(address).status_code == 404


def test_the_photo_of_another_activity_is_not_found_here(alice: Any, bob: Any, run: Any, api: Any) -> None:
    hidden, shown = run(alice, visibility=2), run(alice)
    photo = stored_photo(hidden)
    for pk in (shown.pk, hidden.pk, 10**9):
        assert api(bob).get(f"/api/v1/activities/{pk}/photos/{photo.pk}/small").status_code == 404
    assert api(alice).get(f"/api/v1/activities/{shown.pk}/photos/{uuid.uuid4()}/small").status_code == 404
    assert api(alice).get(f"/api/v1/activities/{shown.pk}/photos/{photo.pk}/huge").status_code == 404


def test_strangers_and_friends_cannot_add(alice: Any, bob: Any, charlie: Any, run: Any, add: Any, media: Path) -> None:
    activity = run(alice)
    statuses = [add(person, activity, picture()).status_code for person in (bob, charlie, None)]
    assert statuses == [403, 404, 401]
    assert files_in(media) == []


def test_one_bad_photo_and_none_is_added(alice: Any, run: Any, add: Any, api: Any, media: Path) -> None:
    activity = run(alice)
    events = OutboxEvent.objects.count()
    answer = add(alice, activity, picture(), b"<svg/>", huge_png(20_000, 20_000))
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (400, "not_a_picture")
    assert sorted(problem["errors"]) == ["photos.1", "photos.2"]
    assert (Photo.objects.count(), files_in(media), OutboxEvent.objects.count()) == (0, [], events)


def test_a_transaction_that_fails_leaves_no_file(
    alice: Any, run: Any, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    activity = run(alice)
    monkeypatch.setattr(services, "tell_of_edit", lambda activity: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        add_photos(activity, alice, [BytesIO(picture())])
    assert (Photo.objects.count(), files_in(media)) == (0, [])


def test_what_an_outer_transaction_leaves_is_swept(
    alice: Any, run: Any, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    activity = run(alice)
    kept = stored_photo(activity)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        stored_photo(activity, 1)
        raise ZeroDivisionError
    assert (len(files_in(media)), remove_orphans()) == (4, 0)
    monkeypatch.setattr(storing, "ORPHAN_AGE", -storing.ORPHAN_AGE)
    assert (remove_orphans(), len(files_in(media))) == (2, 2)
    assert kept.small.read() == b"small"


@pytest.mark.django_db(transaction=True)
def test_the_files_go_with_the_row_however_it_goes(alice: Any, run: Any, api: Any, media: Path) -> None:
    activity = run(alice)
    photos = [stored_photo(activity, place) for place in range(3)]
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        photos[0].delete()
        raise ZeroDivisionError
    assert len(files_in(media)) == 6
    assert api(alice).delete(f"/api/v1/activities/{activity.pk}/photos/{photos[1].pk}").status_code == 204
    assert len(files_in(media)) == 4
    alice.delete()
    assert files_in(media) == []


def test_the_same_photo_again_is_not_added_again(alice: Any, run: Any, add: Any, api: Any) -> None:
    activity = run(alice)
    first = add(alice, activity, picture(), picture(90, 90)).json()["photos"]
    again = add(alice, activity, picture(90, 90), picture(), picture(50, 50), picture())
    assert [row["id"] for row in again.json()["photos"]][:2] == [first[1]["id"], first[0]["id"]]
    assert Photo.objects.count() == 3


def test_more_than_ten_a_request_or_twenty_an_activity_are_refused(alice: Any, run: Any, add: Any) -> None:
    activity = run(alice)
    answer = add(alice, activity, *[picture(20 + n, 20) for n in range(11)])
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["photos"])
    for place in range(19):
        Photo.objects.create(activity=activity, position=place, digest=f"{place}", width=1, height=1)
    answer = add(alice, activity, picture(), picture(40, 40))
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_photos")
    assert add(alice, activity, picture()).status_code == 201


def test_nobody_keeps_more_photos_than_the_quota(alice: Any, run: Any, add: Any, monkeypatch: Any) -> None:
    """S-FI-5."""
    monkeypatch.setattr(services, "A_PERSON", 1)
    assert add(alice, run(alice), picture()).status_code == 201
    assert add(alice, run(alice), picture()).json()["code"] == "too_many_photos"


def test_photos_can_be_put_in_order(alice: Any, run: Any, add: Any, api: Any) -> None:
    activity = run(alice)
    ids = [row["id"] for row in add(alice, activity, *[picture(20 + n, 20) for n in range(3)]).json()["photos"]]
    address = f"/api/v1/activities/{activity.pk}/photos"
    turned = ids[::-1]
    for _ in range(2):
        assert [row["id"] for row in api(alice).put(address, {"photos": turned}).json()["photos"]] == turned
    told = api(alice).get(f"/api/v1/activities/{activity.pk}").json()["photos"]
    assert [row["id"] for row in told] == turned
    for wrong in (ids[:2], [*ids, ids[0]], [*ids[:2], str(uuid.uuid4())], ["x"], "x", []):
        answer = api(alice).put(address, {"photos": wrong})
        assert (answer.status_code, all(name.startswith("photos") for name in answer.json()["errors"])) == (400, True)


def test_no_file_at_all_is_400(alice: Any, run: Any, add: Any, api: Any) -> None:
    activity = run(alice)
    assert add(alice, activity).status_code == 400
    assert add(alice, activity, b"").json()["errors"].keys() == {"photos.0"}
    assert api(alice).post(f"/api/v1/activities/{activity.pk}/photos", {"photos": []}).status_code == 415


def test_the_feed_asks_as_often_with_photos_as_without(alice: Any, bob: Any, run: Any, api: Any) -> None:
    client = api(bob)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/api/v1/feed").status_code == 200
        return len(queries)

    run(alice)
    client.get("/api/v1/feed")
    before = asked()
    for activity in [run(alice) for _ in range(5)]:
        for place in range(4):
            stored_photo(activity, place)
    assert asked() == before
    assert {len(row["photos"]) for row in client.get("/api/v1/feed").json()["results"]} == {0, 4}
