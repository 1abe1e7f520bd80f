"""Are many activities recorded and deleted at once, each as if alone, or all or none?"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from activities.models import Activity
from activities.tests.tracking.bodies import NOT_ONES_OWN, SMALL, WHOLE
from realtime.models import OutboxEvent

pytestmark = pytest.mark.django_db
BATCH = "/api/v1/activities/batch"


def post(client: Any, items: Any, **more: Any) -> Any:
    return client.post(BATCH, {"items": items, **more}, format="json")


def delete(client: Any, ids: Any, **more: Any) -> Any:
    return client.delete(BATCH, {"ids": ids, **more}, format="json")


def told() -> Counter[str]:
    return Counter(OutboxEvent.objects.values_list("type", flat=True))


def test_each_item_has_its_result_and_its_events(alice: Any, bob: Any, api: Any) -> None:
    before = told()
    results = post(api(alice), [SMALL, {"title": "No type"}, WHOLE, "x", None]).json()["results"]
    assert [(row["index"], row["status"]) for row in results] == [(0, 201), (1, 400), (2, 201), (3, 400), (4, 400)]
    assert list(results[1]["errors"]) == ["activity_type"]
    stored = list(Activity.objects.filter(user=alice).order_by("pk"))
    assert [results[0]["id"], results[2]["id"]] == [row.pk for row in stored]
    whole = api(alice).get(f"/api/v1/activities/{stored[1].pk}").json()
    assert results[2]["activity"] | {"route": None} == {name: whole[name] for name in results[2]["activity"]} | {
        "route": None
    }
    batch = told() - before
    api(alice).post("/api/v1/activities", SMALL, format="json")
    api(alice).post("/api/v1/activities", WHOLE, format="json")
    assert batch == told() - before - batch
    assert [row["id"] for row in api(bob).get("/api/v1/feed").json()["results"]][-2:] == [stored[1].pk, stored[0].pk]


def test_all_or_nothing_when_asked(alice: Any, api: Any) -> None:
    answer = post(api(alice), [SMALL, {}], atomic=True)
    assert (answer.status_code, answer.json()["code"]) == (400, "batch_refused")
    assert [row["index"] for row in answer.json()["results"]] == [1]
    assert not Activity.objects.exists()
    assert post(api(alice), [SMALL, SMALL], atomic=True).status_code == 200
    ids = list(Activity.objects.values_list("pk", flat=True))
    assert delete(api(alice), [*ids, 10**9], atomic=True).json()["code"] == "batch_refused"
    assert Activity.objects.filter(deleted_at=None).count() == 2
    assert delete(api(alice), ids, atomic=True).status_code == 200
    assert not Activity.objects.filter(deleted_at=None).exists()


def test_only_ones_own_are_deleted(alice: Any, bob: Any, run: Any, api: Any) -> None:
    """S-AZ-4: each id is asked for alone; hidden and missing are told alike."""
    mine, theirs, hidden = run(bob), run(alice), run(alice, visibility=2)
    before = told()
    results = delete(api(bob), [mine.pk, theirs.pk, hidden.pk, 10**9, mine.pk]).json()["results"]
    assert [(row["id"], row["status"]) for row in results] == [
        (mine.pk, 204),
        (theirs.pk, 403),
        (hidden.pk, 404),
        (10**9, 404),
        (mine.pk, 204),
    ]
    assert results[2]["errors"] == results[3]["errors"]
    assert set(Activity.objects.filter(deleted_at=None)) == {theirs, hidden}
    assert (told() - before)["feed_update"] == 1


def test_the_same_key_takes_effect_once(alice: Any, api: Any) -> None:
    answers = [
        api(alice).post(BATCH, {"items": [SMALL]}, format="json", headers={"Idempotency-Key": "k"}).json()
        for _ in range(2)
    ]
    assert answers[0] == answers[1]
    assert Activity.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "items"),
        ({"items": []}, "items"),
        ({"items": {}}, "items"),
        ({"items": "x"}, "items"),
        ({"items": [SMALL] * 101}, "items"),
        ({"items": [SMALL], "atomic": "perhaps"}, "atomic"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_is_no_batch_is_refused(alice: Any, api: Any, body: Any, field: str) -> None:
    answer = api(alice).post(BATCH, body, format="json")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    "ids", [None, [], [0], ["x"], [2**63], list(range(1, 102)), {"a": 1}], ids=lambda v: str(v)[:20]
)
def test_what_are_no_ids_is_refused(alice: Any, api: Any, ids: Any) -> None:
    answer = delete(api(alice), ids)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["ids"])


def test_nobody_sets_what_is_not_theirs(alice: Any, bob: Any, api: Any) -> None:
    """S-AZ-6."""
    (row,) = post(api(alice), [SMALL | NOT_ONES_OWN | {"user": bob.pk}]).json()["results"]
    if row["status"] == 201:
        stored = Activity.objects.get()
        assert (stored.user, stored.deleted_at, stored.pk == 4242) == (alice, None, False)
        assert (row["activity"]["like_count"], row["activity"]["photos"]) == (0, [])


def test_a_batch_of_100_costs_a_bounded_number_of_queries(
    alice: Any, api: Any, django_assert_max_num_queries: Any
) -> None:
    """The rows are one statement; what is told of each is its own."""
    client = api(alice)
    with django_assert_max_num_queries(10 + 100 * 12):
        assert {row["status"] for row in post(client, [SMALL] * 100).json()["results"]} == {201}


def test_a_batch_needs_a_credential(api: Any) -> None:
    assert [post(api(), [SMALL]).status_code, delete(api(), [1]).status_code] == [401, 401]
