"""Is bad input refused by name, with nothing half-written?"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from activities.models import Activity
from activities.tests.tracking.bodies import ADDRESS, SMALL, stored
from realtime.models import OutboxEvent

pytestmark = pytest.mark.django_db
JSON = "application/json"
NUMBERS = ("duration_minutes", "distance_km", "elevation_m", "average_heart_rate", "calories")

BAD: list[tuple[str, Any]] = [
    *[(name, value) for name in NUMBERS for value in (-1, 1e300, 10**400, "NaN", "Infinity", "", [1], "9" * 1001)],
    ("duration_minutes", -0.001),
    ("elevation_m", "many"),
    ("calories", {"a": 1}),
    ("duration_minutes", None),
    ("duration_minutes", 14 * 24 * 60 + 1),
    ("distance_km", None),
    ("distance_km", 5000.1),
    ("elevation_m", 100_001),
    ("average_heart_rate", 19),
    ("average_heart_rate", 261),
    ("average_heart_rate", 140.5),
    ("calories", 100_001),
    ("title", ""),
    ("title", " \t "),
    ("title", "x" * 121),
    ("title", None),
    ("title", ["a"]),
    ("title", {"a": 1}),
    ("title", True),
    ("description", "x" * 5001),
    ("description", None),
    ("activity_type", "chess"),
    ("activity_type", ""),
    ("activity_type", None),
    ("activity_type", ["run"]),
    ("activity_type", {"run": 1}),
    ("activity_type", 0),
    ("visibility", "everyone"),
    ("visibility", "PUBLIC"),
    ("visibility", 0),
    ("visibility", None),
    ("visibility", ["public"]),
    ("started_at", "yesterday"),
    ("started_at", 1_777_000_000),
    ("started_at", None),
    ("started_at", "2026-02-30T00:00:00Z"),
    ("started_at", "1969-12-31T23:59:59Z"),
    ("started_at", "0001-01-01T00:00:00+14:00"),
    ("started_at", "9999-12-31T23:59:59-14:00"),
    ("started_at", "2999-01-01T00:00:00Z"),
]


def named(case: tuple[str, Any]) -> str:
    return f"{case[0]}={json.dumps(case[1])[:20]}"


def refused(answer: Any) -> dict[str, Any]:
    """The problem of an answer that is one."""
    assert answer["Content-Type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert {"type", "title", "status", "detail", "code"} <= problem.keys()
    assert problem["status"] == answer.status_code
    return problem


@pytest.mark.parametrize("case", BAD, ids=named)
def test_a_bad_value_is_refused_by_the_name_of_its_field(alice: Any, run: Any, api: Any, case: tuple[str, Any]) -> None:
    field, value = case
    activity = run(alice)
    before, events = stored(activity), OutboxEvent.objects.count()
    for answer in (
        api(alice).post(ADDRESS, {**SMALL, field: value}),
        api(alice).patch(f"{ADDRESS}/{activity.pk}", {field: value}),
    ):
        problem = refused(answer)
        assert (problem["status"], problem["code"], list(problem["errors"])) == (400, "invalid", [field])
        assert all(isinstance(line, str) and line for line in problem["errors"][field])
    assert stored(activity) == before
    assert (Activity.objects.count(), OutboxEvent.objects.count()) == (1, events)


@pytest.mark.parametrize("field", ["activity_type", "title"])
def test_what_an_activity_cannot_do_without_is_asked_for(alice: Any, api: Any, field: str) -> None:
    body = {name: value for name, value in SMALL.items() if name != field}
    assert refused(api(alice).post(ADDRESS, body))["errors"] == {field: ["This field is required."]}
    assert not Activity.objects.exists()


def test_the_future_begins_tomorrow(alice: Any, api: Any) -> None:
    """A watch that runs ahead is forgiven a day."""
    soon, later = (timezone.now() + timedelta(hours=hours) for hours in (23, 25))
    assert api(alice).post(ADDRESS, {**SMALL, "started_at": soon.isoformat()}).status_code == 201
    problem = refused(api(alice).post(ADDRESS, {**SMALL, "started_at": later.isoformat()}))
    assert list(problem["errors"]) == ["started_at"]


def test_a_limit_is_told_in_the_unit_of_its_field(alice: Any, api: Any) -> None:
    problem = refused(api(alice).post(ADDRESS, {**SMALL, "duration_minutes": 20_161, "distance_km": 5001}))
    assert "20160" in problem["errors"]["duration_minutes"][0]
    assert problem["errors"]["distance_km"][0].rstrip(".").endswith(" 5000")


def whole(body: str) -> bytes:
    return f'{{"activity_type": "run", "title": "T", {body}}}'.encode()


HOSTILE: dict[str, tuple[bytes, int]] = {
    "NaN": (whole('"elevation_m": NaN'), 400),
    "Infinity": (whole('"distance_km": Infinity'), 400),
    "-Infinity": (whole('"distance_km": -Infinity'), 400),
    "1e999": (whole('"elevation_m": 1e999'), 400),
    "5,000 digits": (whole(f'"calories": {"9" * 5000}'), 400),
    "NUL in a text": (whole('"description": "a\\u0000b"'), 400),
    "NUL in a name": (whole('"a\\u0000b": 1'), 400),
    "half a surrogate pair": (whole('"description": "\\ud800"'), 400),
    "the other half": (whole('"description": "\\udfff\\ud800"'), 400),
    "half a pair in a name": (whole('"\\ud800": 1'), 400),
    "10,000 deep": (whole('"description": ' + "[" * 10_000 + "]" * 10_000), 400),
    "100,000 deep, unclosed": (b"[" * 100_000, 400),
    "21 deep": (whole('"x": ' + '{"a":' * 21 + "1" + "}" * 21), 400),
    "over 1 MB": (whole(f'"description": "{"x" * 1_000_001}"'), 413),
    "over 1 MB of nothing": (b" " * 1_000_001, 413),
    "no JSON": (b"title=T", 400),
    "cut": (whole("")[:-1], 400),
    "no UTF-8": (whole('"description": "\xff"').replace(b"\xc3\xbf", b"\xff"), 400),
    "two values": (b"{} {}", 400),
    "a list": (b"[]", 400),
    "a list of activities": (b"[" + whole('"calories": 1') + b"]", 400),
    "a text": (b'"run"', 400),
    "a number": (b"1", 400),
    "null": (b"null", 400),
    "true": (b"true", 400),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_body_is_refused(alice: Any, run: Any, api: Any, case: str) -> None:
    """S-OP-3."""
    activity = run(alice)
    before, events = stored(activity), OutboxEvent.objects.count()
    body, status = HOSTILE[case]
    for answer in (
        api(alice).generic("POST", ADDRESS, body, JSON),
        api(alice).generic("PATCH", f"{ADDRESS}/{activity.pk}", body, JSON),
    ):
        problem = refused(answer)
        assert problem["status"] == status
        assert "Traceback" not in answer.text
    assert stored(activity) == before
    assert (Activity.objects.count(), OutboxEvent.objects.count()) == (1, events)


def test_text_that_only_looks_odd_is_kept(alice: Any, api: Any) -> None:
    """A whole surrogate pair, text from right to left, an apostrophe: people write such things."""
    body = b'{"activity_type": "run", "title": "\\ud83c\\udfc3 O\'Neill <b>\\u202e; DROP TABLE"}'
    answer = api(alice).generic("POST", ADDRESS, body, JSON)
    assert (answer.status_code, answer.json()["title"]) == (201, "🏃 O'Neill <b>\u202e; DROP TABLE")


def test_a_post_without_a_body_asks_for_what_is_missing(alice: Any, api: Any) -> None:
    problem = refused(api(alice).generic("POST", ADDRESS, b"", JSON))
    assert set(problem["errors"]) == {"activity_type", "title"}


@pytest.mark.parametrize("media", ["text/plain", "application/xml", "application/x-www-form-urlencoded"])
def test_another_kind_of_body_is_415(alice: Any, api: Any, media: str) -> None:
    problem = refused(api(alice).generic("POST", ADDRESS, b"title=T&activity_type=run", media))
    assert (problem["status"], problem["code"]) == (415, "unsupported_media_type")
    assert not Activity.objects.exists()
