"""Is every error told alike: as a problem, with a stable code, without a trace?"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.utils import timezone
from rest_framework.test import APIClient

from config.kernel.models import Flag
from config.tests.api.routes import BEFORE, ROUTES, filled
from config.tests.live import database_url
from social.models import RequestTally

pytestmark = pytest.mark.django_db
WAITING = {f"{BEFORE}realtime/poll", f"{BEFORE}realtime/poll/missed"}  # they ask from a thread of their own
DOCUMENTS = {f"{BEFORE}schema", f"{BEFORE}asyncapi", f"{BEFORE}docs"}
DOORS = {path for path in ROUTES if path.startswith(f"{BEFORE}auth/")}
TICKETED = {f"{BEFORE}jobs/{{id}}/file"}  # the address itself is the credential, for some minutes


def problem(answer: Any, status: int, code: str) -> dict[str, Any]:
    """The body of an answer that is a problem in every respect."""
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    told: dict[str, Any] = answer.json()
    assert {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
    }.items() <= told.items()
    assert isinstance(told["detail"], str)
    assert told["detail"]
    assert answer["X-Request-ID"]
    assert "Traceback" not in answer.text
    return told


ERRORS: dict[str, tuple[int, str, Callable[[Any], Any]]] = {
    "not JSON": (400, "parse_error", lambda me: me.generic("POST", "/api/v1/activities", b"{", "application/json")),
    "a bad field": (400, "invalid", lambda me: me.post("/api/v1/activities", {})),
    "a bad page": (400, "invalid", lambda me: me.get("/api/v1/notifications?offset=99999999")),
    "nobody": (401, "not_authenticated", lambda me: APIClient().get("/api/v1/feed")),
    "a bad token": (401, "not_authenticated", lambda me: APIClient(HTTP_AUTHORIZATION="Bearer x").get("/api/v1/feed")),
    "no such address": (404, "not_found", lambda me: me.get("/api/v1/teapot")),
    "no such address, at all": (404, "not_found", lambda me: me.get("/api/")),
    "no such version": (404, "not_found", lambda me: me.post("/api/v2/feed", {})),
    "nobody at no address": (404, "not_found", lambda me: APIClient().get("/api/v1/activities/1/teapot")),
    "no such thing": (404, "not_found", lambda me: me.get("/api/v1/activities/999999999")),
    "no such verb": (405, "method_not_allowed", lambda me: me.put("/api/v1/feed", {})),
    "no such format": (406, "not_acceptable", lambda me: me.get("/api/v1/feed", HTTP_ACCEPT="application/xml")),
    "not in the present state": (409, "already_friends", lambda me: me.post(f"/api/v1/friends/request/{me.friend}")),
    "too much": (
        413,
        "too_large",
        lambda me: me.generic("POST", "/api/v1/activities", b" " * 1_000_001, "application/json"),
    ),
    "another kind of body": (
        415,
        "unsupported_media_type",
        lambda me: me.generic("PATCH", "/api/v1/users/me", b"a=1", "text/plain"),
    ),
    "another host": (400, "bad_request", lambda me: me.get("/api/v1/feed", HTTP_HOST="evil.example")),
    "a form that is too long": (
        400,
        "bad_request",
        lambda me: me.post("/api/v1/activities", {"title": "x" * 1_000_001}, format="multipart"),
    ),
}


@pytest.mark.parametrize("case", ERRORS)
def test_an_error_is_a_problem(alice: Any, bob: Any, api: Any, case: str) -> None:
    """S-OP-3."""
    status, code, ask = ERRORS[case]
    me = api(alice)
    me.friend = bob.pk
    answer = ask(me)
    problem(answer, status, code)
    assert ("WWW-Authenticate" in answer) == (status == 401)
    assert ("Retry-After" in answer) == (status in (429, 503))


@pytest.mark.parametrize("case", ["nobody", "no such thing", "no such verb", "no such address", "a bad page"])
def test_an_error_that_is_asked_for_as_a_page_is_labelled_as_what_it_is(
    alice: Any, bob: Any, api: Any, case: str
) -> None:
    """A browser at an address of the API: HTML is called HTML, a problem is called a problem."""
    status, _, ask = ERRORS[case]
    page = {"HTTP_ACCEPT": "text/html,application/xhtml+xml,*/*;q=0.8"}
    me = api(alice) if case != "nobody" else api()
    me.credentials(**page)
    me.friend = bob.pk
    answer = ask(me) if case != "nobody" else me.get("/api/v1/feed")
    assert answer.status_code == status
    if answer["Content-Type"].startswith("text/html"):
        assert answer.text.lstrip().startswith("<!DOCTYPE html>")
    else:
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["status"] == status


def test_a_cookie_without_a_csrf_token_writes_nothing(alice: Any, bob: Any) -> None:
    """S-AC-6: on every write of the API that takes a cookie."""
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(alice)
    writes = [(path, verb) for path in sorted(set(ROUTES) - DOORS - WAITING) for verb in ROUTES[path] - {"get"}]
    assert len(writes) > 10
    for path, verb in writes:
        problem(getattr(client, verb)(filled(path, bob.pk), {}), 403, "permission_denied")


def test_too_often_is_429_and_says_when(alice: Any, charlie: Any, api: Any) -> None:
    RequestTally.objects.create(user=alice, day=timezone.now().date(), sent=20)
    answer = api(alice).post(f"/api/v1/friends/request/{charlie.pk}")
    problem(answer, 429, "rate_limited")
    assert 0 < int(answer["Retry-After"]) <= 86_401


def test_a_feature_that_is_off_is_403_with_the_words_of_the_seed(alice: Any, api: Any) -> None:
    Flag.objects.create(name="feed", everyone=False)
    told = problem(api(alice).get("/api/v1/feed"), 403, "feature_not_available")
    assert (told["error"], told["feature"]) == ("feature_not_available", "feed")


@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_a_fault_of_ours_is_500_without_a_trace(alice: Any, api: Any, accept: str) -> None:
    """A table that is not there stands for a bug."""
    client = api(alice)
    client.raise_request_exception = False
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE activities RENAME TO elsewhere")
    answer = client.get("/api/v1/activities", HTTP_ACCEPT=accept)
    told = problem(answer, 500, "server_error")
    assert "elsewhere" not in answer.text
    assert "relation" not in told["detail"]


@pytest.mark.django_db(transaction=True)
def test_a_database_that_hangs_up_is_503_and_says_when(alice: Any, api: Any) -> None:
    """X3."""
    client = api(alice)
    assert client.get("/api/v1/activities").status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    with psycopg.connect(database_url(), autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    answer = client.get("/api/v1/activities")
    connection.close()
    problem(answer, 503, "unavailable")
    assert int(answer["Retry-After"]) > 0
    assert client.get("/api/v1/activities").status_code == 200


@pytest.mark.parametrize("path", sorted(set(ROUTES) - WAITING))
def test_no_address_of_the_api_redirects(alice: Any, api: Any, path: str) -> None:
    """K: with and without a slash the answer is the same; every verb, no 5xx."""
    client = api(alice)
    for verb in sorted(ROUTES[path] | {"options"}):
        body = None if verb == "get" else {}
        bare, slashed = (getattr(client, verb)(filled(path) + slash, body).status_code for slash in ("", "/"))
        assert bare == slashed
        assert bare < 300 or 400 <= bare < 500


@pytest.mark.parametrize("path", sorted(set(ROUTES) - DOCUMENTS - TICKETED))
def test_every_address_but_doors_and_documents_asks_for_a_credential(api: Any, path: str) -> None:
    """SECURITY (c), the column of those with no account."""
    client = api()
    for verb in sorted(ROUTES[path]):
        answer = getattr(client, verb)(filled(path))
        if path in DOORS and not path.endswith("password/change"):
            assert answer.status_code in (204, 400, 401)
        else:
            problem(answer, 401, "not_authenticated")


POLL = f"{BEFORE}realtime/poll"


@pytest.mark.django_db(transaction=True)
def test_an_asynchronous_view_tells_its_errors_as_the_others_do(alice: Any, api: Any) -> None:
    me = api(alice)
    problem(me.delete(POLL), 405, "method_not_allowed")
    problem(me.generic("POST", POLL, b"{", "application/json"), 400, "parse_error")
    problem(me.generic("POST", POLL, b" " * 1_000_001, "application/json"), 413, "too_large")
    problem(me.generic("POST", POLL, b"a", "text/plain"), 415, "unsupported_media_type")
    problem(me.get(f"{POLL}/missed", HTTP_ACCEPT="application/xml"), 406, "not_acceptable")
    problem(me.get(f"{POLL}/missed?last_sequence=x"), 400, "invalid")
    careless = APIClient(enforce_csrf_checks=True)
    careless.force_login(alice)
    problem(careless.post(POLL, {}), 403, "permission_denied")
    page = me.get(f"{POLL}/missed?last_sequence=x", HTTP_ACCEPT="text/html")
    assert (page.status_code, page["Content-Type"]) == (400, "text/html; charset=utf-8")
    assert me.get(f"{POLL}/missed/").status_code == me.get(f"{POLL}/missed").status_code < 500
