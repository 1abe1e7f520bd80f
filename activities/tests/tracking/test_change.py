"""Is an activity read, changed, listed and deleted as its owner expects?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from activities.models import Activity, Like
from activities.tests.tracking.bodies import ADDRESS, SMALL, WHOLE, stored
from realtime.models import OutboxEvent
from realtime.sockets.snapshots import PARTS

pytestmark = pytest.mark.django_db
START = datetime(2026, 5, 1, 6, 30, tzinfo=UTC)
COLUMN = {"duration_minutes": "duration_s", "distance_km": "distance_m"}


@pytest.mark.parametrize("field", WHOLE)
def test_one_field_changes_and_no_other(alice: Any, run: Any, api: Any, field: str) -> None:
    activity = run(alice)
    before = stored(activity)
    answer = api(alice).patch(f"{ADDRESS}/{activity.pk}", {field: WHOLE[field]})
    assert (answer.status_code, answer.json()[field]) == (200, WHOLE[field])
    assert answer.json() == api(alice).get(f"{ADDRESS}/{activity.pk}").json()
    after = stored(activity)
    changed = {name for name in before if before[name] != after[name]}
    assert changed - {"started_at"} == {COLUMN.get(field, field), "updated_at"} - {"started_at"}


def test_an_empty_change_changes_nothing(alice: Any, run: Any, api: Any) -> None:
    activity = run(alice)
    before = stored(activity)
    assert api(alice).patch(f"{ADDRESS}/{activity.pk}", {}).status_code == 200
    assert stored(activity) | {"updated_at": None} == before | {"updated_at": None}


def test_what_may_be_unknown_can_be_made_unknown_again(alice: Any, api: Any) -> None:
    pk = api(alice).post(ADDRESS, WHOLE).json()["id"]
    unknown = {"elevation_m": None, "average_heart_rate": None, "calories": None, "description": ""}
    told = api(alice).patch(f"{ADDRESS}/{pk}", unknown).json()
    assert {name: told[name] for name in unknown} == unknown


def test_a_change_keeps_the_place_in_the_feed(alice: Any, bob: Any, run: Any, api: Any) -> None:
    """PERFORMANCE 2: what the feed sorts by never changes after publishing."""
    older, newer = run(bob, title="older"), run(bob, title="newer")
    api(bob).patch(f"{ADDRESS}/{older.pk}", {"started_at": "2026-06-01T00:00:00Z", "title": "older still"})
    assert [row["id"] for row in api(alice).get("/api/v1/feed").json()["results"]] == [newer.pk, older.pk]


def test_made_private_it_is_gone_for_others_at_the_next_request(alice: Any, bob: Any, run: Any, api: Any) -> None:
    """S-SEED-9 and S-PR-1."""
    activity = run(alice)
    friend = api(bob)
    assert friend.get(f"{ADDRESS}/{activity.pk}").status_code == 200
    api(alice).patch(f"{ADDRESS}/{activity.pk}", {"visibility": "private"})
    assert friend.get(f"{ADDRESS}/{activity.pk}").status_code == 404
    assert friend.get("/api/v1/feed").json()["results"] == []
    api(alice).patch(f"{ADDRESS}/{activity.pk}", {"visibility": "friends"})
    assert len(friend.get("/api/v1/feed").json()["results"]) == 1


def test_a_deleted_activity_is_gone_everywhere_at_once(alice: Any, bob: Any, run: Any, api: Any) -> None:
    """C1 and S-SEED-9: for its owner too."""
    activity = run(alice, visibility=0)
    Like.objects.create(activity=activity, user=bob)
    assert api(alice).delete(f"{ADDRESS}/{activity.pk}").status_code == 204
    assert stored(activity)["deleted_at"] is not None
    events = OutboxEvent.objects.count()
    for who in (alice, bob):
        client, path = api(who), f"{ADDRESS}/{activity.pk}"
        assert client.get(path).status_code == 404
        assert client.patch(path, {"title": "Risen"}).status_code == 404
        assert client.delete(path).status_code == 404
        assert client.post(f"{path}/like").status_code == 404
        assert client.delete(f"{path}/like").status_code == 404
        assert client.get(f"{path}/likes").status_code == 404
        assert client.get(ADDRESS).json()["results"] == []
        assert client.get("/api/v1/feed").json()["results"] == []
        assert PARTS["feed"](who) == []
    assert stored(activity)["title"] == "Morning run"
    assert OutboxEvent.objects.count() == events


def test_the_activities_of_a_suspended_person_are_gone_and_come_back(
    alice: Any, bob: Any, charlie: Any, run: Any, api: Any
) -> None:
    activity = run(alice, visibility=0)
    alice.is_active = False
    alice.save()
    for who in (bob, charlie):
        for path in (f"{ADDRESS}/{activity.pk}", f"{ADDRESS}/{activity.pk}/likes"):
            assert api(who).get(path).status_code == 404
        assert api(who).post(f"{ADDRESS}/{activity.pk}/like").status_code == 404
    assert api(bob).get("/api/v1/feed").json()["results"] == []
    alice.is_active = True
    alice.save()
    assert len(api(bob).get("/api/v1/feed").json()["results"]) == 1


def test_ones_own_list_is_newest_first_paged_and_ones_own(alice: Any, bob: Any, run: Any, api: Any) -> None:
    run(bob, visibility=0)
    mine = [run(alice, started_at=START + timedelta(days=n % 4), visibility=n % 3).pk for n in range(7)]
    expected = sorted(mine, key=lambda pk: ((pk - mine[0]) % 4, pk), reverse=True)
    walked, address = [], f"{ADDRESS}?limit=3"
    while address:
        page = api(alice).get(address).json()
        assert len(page["results"]) <= 3
        walked += [row["id"] for row in page["results"]]
        address = page["next"]
    assert walked == expected
    last = api(alice).get(f"{ADDRESS}?limit=3&offset=6").json()
    assert (len(last["results"]), last["next"]) == (1, None)
    assert "offset=3" in last["previous"]
    assert api(alice).get(last["previous"]).json()["results"][0]["id"] == expected[3]


def test_the_list_holds_at_most_100_a_page_however_deep(alice: Any, run: Any, api: Any) -> None:
    Activity.objects.bulk_create(
        Activity(user=alice, activity_type="run", title=str(n), started_at=START) for n in range(101)
    )
    page = api(alice).get(f"{ADDRESS}?limit=1000").json()
    assert len(page["results"]) == 100
    assert len(api(alice).get(page["next"]).json()["results"]) == 1
    deep = api(alice).get(f"{ADDRESS}?offset=10001")
    assert (deep.status_code, list(deep.json()["errors"])) == (400, ["offset"])


@pytest.mark.parametrize("slash", ["", "/"])
def test_every_address_does_with_and_without_a_slash(alice: Any, api: Any, slash: str) -> None:
    client = api(alice)
    made = client.post(ADDRESS + slash, SMALL)
    path = f"{ADDRESS}/{made.json()['id']}{slash}"
    answers = [made, client.get(ADDRESS + slash), client.get(path), client.patch(path, {"title": "T"})]
    answers += [client.delete(path)]
    assert [answer.status_code for answer in answers] == [201, 200, 200, 200, 204]


@pytest.mark.parametrize(
    "part", ["0", "9" * 18, "9" * 19, "9" * 400, "-1", "1.0", "abc", "١", "own%0a", "own%20", "%00", "1'--"]
)
def test_an_id_that_is_none_is_404(alice: Any, run: Any, api: Any, part: str) -> None:
    part = part.replace("own", str(run(alice).pk))
    for answer in (api(alice).get(f"{ADDRESS}/{part}"), api(alice).delete(f"{ADDRESS}/{part}/")):
        assert answer.status_code == 404
        assert answer["Content-Type"] == "application/problem+json"
    assert Activity.objects.filter(deleted_at=None).count() == 1


def test_put_is_not_offered(alice: Any, run: Any, api: Any) -> None:
    answer = api(alice).put(f"{ADDRESS}/{run(alice).pk}", SMALL)
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
    assert {"GET", "PATCH", "DELETE"} <= {verb.strip() for verb in answer["Allow"].split(",")}
