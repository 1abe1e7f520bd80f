"""Does a write with an Idempotency-Key take effect once, however often and from wherever it comes?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from activities.models import Activity
from activities.tests.imports import recordings
from activities.tests.tracking.bodies import ADDRESS, SMALL, WHOLE
from config.kernel.models import IdempotencyKey
from realtime.models import OutboxEvent

pytestmark = pytest.mark.django_db


def create(client: Any, body: Any = SMALL, key: str = "k-1", address: str = ADDRESS) -> Any:
    return client.post(address, body, HTTP_IDEMPOTENCY_KEY=key)


def test_a_repeated_request_has_the_same_answer_and_no_effect(alice: Any, bob: Any, api: Any) -> None:
    first = create(api(alice), WHOLE)
    events = OutboxEvent.objects.count()
    second = create(api(alice), WHOLE)
    assert (first.status_code, second.status_code) == (201, 201)
    assert second.json() == first.json()
    assert (Activity.objects.count(), OutboxEvent.objects.count()) == (1, events)


def test_the_order_of_the_names_does_not_matter(alice: Any, api: Any) -> None:
    create(api(alice), WHOLE)
    assert create(api(alice), dict(reversed(WHOLE.items()))).status_code == 201
    assert Activity.objects.count() == 1


def test_without_a_key_a_repetition_is_a_second_activity(alice: Any, api: Any) -> None:
    for _ in range(2):
        api(alice).post(ADDRESS, SMALL)
    assert Activity.objects.count() == 2


def test_another_key_is_another_activity(alice: Any, api: Any) -> None:
    assert create(api(alice), key="a").json()["id"] != create(api(alice), key="b").json()["id"]


def test_the_slash_makes_no_second_activity(alice: Any, api: Any) -> None:
    assert create(api(alice)).json() == create(api(alice), address=f"{ADDRESS}/").json()
    assert Activity.objects.count() == 1


@pytest.mark.parametrize("body", [{**SMALL, "title": "Other"}, {**SMALL, "calories": 1}, {"title": "Lunch run"}, []])
def test_the_key_with_another_body_is_422(alice: Any, api: Any, body: Any) -> None:
    create(api(alice))
    answer = create(api(alice), body)
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")
    assert answer["Content-Type"] == "application/problem+json"
    assert Activity.objects.get().title == "Lunch run"


def test_the_key_of_another_person_is_not_ones_own(alice: Any, charlie: Any, api: Any) -> None:
    """S-AZ-5: neither the answer nor a 422 tells that somebody else has used it."""
    first, second = create(api(alice)), create(api(charlie), {**SMALL, "title": "Charlie's"})
    assert second.status_code == 201
    assert second.json()["author"]["username"] == "charlie"
    assert first.json()["id"] != second.json()["id"]


def test_a_refused_request_may_be_tried_again_with_its_key(alice: Any, api: Any) -> None:
    assert create(api(alice), {**SMALL, "calories": -1}).status_code == 400
    assert not IdempotencyKey.objects.exists()
    assert create(api(alice)).status_code == 201
    assert Activity.objects.count() == 1


@pytest.mark.parametrize("key", ["x" * 101, "tab\there", "caf\xe9\x80"])
def test_a_key_that_is_none_is_refused(alice: Any, api: Any, key: str) -> None:
    answer = create(api(alice), key=key)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["Idempotency-Key"])
    assert not Activity.objects.exists()


def test_a_key_of_100_characters_will_do(alice: Any, api: Any) -> None:
    assert create(api(alice), key="x" * 100).json() == create(api(alice), key="x" * 100).json()


def upload(client: Any, data: bytes, key: str = "k-1", **more: Any) -> Any:
    file = BytesIO(data)
    file.name = "run.gpx"
    return client.post(f"{ADDRESS}/import", {"file": file, **more}, format="multipart", HTTP_IDEMPOTENCY_KEY=key)


def test_an_import_that_is_repeated_with_its_key_answers_alike(alice: Any, api: Any) -> None:
    data = recordings.walk()
    first, second = upload(api(alice), data), upload(api(alice), data)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert Activity.objects.count() == 1


def test_an_import_with_the_key_of_another_file_is_422(alice: Any, api: Any) -> None:
    """The two files have the same name and the same size: only what is in them tells them apart."""
    data = recordings.walk()
    other = data.replace(b"<ele>", b"<eLe>")
    assert len(data) == len(other)
    assert data != other
    upload(api(alice), data)
    assert upload(api(alice), other).status_code == 422
    assert upload(api(alice), data, title="Other").status_code == 422
    assert Activity.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_make_one_activity_and_one_answer(alice: Any, api: Any) -> None:
    clients = [api(alice) for _ in range(8)]
    start = Barrier(len(clients))

    def send(client: Any) -> Any:
        try:
            start.wait()
            return create(client, WHOLE)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(clients)) as pool:
        answers = list(pool.map(send, clients))
    assert {answer.status_code for answer in answers} == {201}
    assert all(answer.json() == answers[0].json() for answer in answers)
    assert (Activity.objects.count(), IdempotencyKey.objects.count()) == (1, 1)
    assert OutboxEvent.objects.filter(type="feed_update").count() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_of_which_all_fail_leave_nothing(alice: Any, api: Any) -> None:
    clients = [api(alice) for _ in range(8)]

    def send(client: Any) -> Any:
        try:
            return create(client, {**SMALL, "calories": -1})
        finally:
            connection.close()

    with ThreadPoolExecutor(len(clients)) as pool:
        assert {answer.status_code for answer in pool.map(send, clients)} == {400}
    assert not Activity.objects.exists()
    assert not IdempotencyKey.objects.exists()
