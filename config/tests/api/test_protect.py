"""Does every kind of answer carry what keeps browsers careful?"""

from __future__ import annotations

import re
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import connection, connections
from django.test import AsyncClient

pytestmark = pytest.mark.django_db
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
KINDS = {
    "a page": ("/", {}),
    "a page of the signed-in": ("/social/", {}),
    "no such page": ("/nowhere", {}),
    "the log-in page": ("/accounts/login/", {}),
    "the admin": ("/admin/", {}),
    "no such page of the admin": ("/admin/nowhere/", {}),
    "the API": ("/api/v1/feed", {}),
    "the API as a page": ("/api/v1/feed", {"HTTP_ACCEPT": "text/html"}),
    "no such address of the API": ("/api/v1/nowhere", {}),
    "health": ("/healthz", {}),
    "another host": ("/", {"HTTP_HOST": "evil.example"}),
}


def careful(answer: Any) -> None:
    """Every header there, none of them weakened."""
    assert {name: answer.get(name) for name in FIXED} == FIXED
    assert answer["Referrer-Policy"] in {"same-origin", "no-referrer"}
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";") if part.strip())
    assert {name: policy.get(name) for name in POLICY} == POLICY
    assert not re.search(r"unsafe|\*|http:", answer["Content-Security-Policy"])
    assert re.fullmatch(r"[0-9a-f]{32}", answer["X-Request-ID"])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("who", ["nobody", "alice"])
def test_every_kind_of_answer_is_careful(alice: Any, api: Any, kind: str, who: str) -> None:
    """S-BR-2 and S-BR-3."""
    path, more = KINDS[kind]
    answer = api(alice if who == "alice" else None).get(path, **more)
    assert answer.status_code < 500
    careful(answer)
    if kind != "another host":  # that is refused before these are reached
        assert answer["X-Frame-Options"] == "DENY"
        assert "geolocation=()" in answer["Permissions-Policy"]


@pytest.mark.parametrize("path", ["/api/v1/activities", "/social/activities/1/"])
def test_a_fault_of_ours_is_careful_too(alice: Any, api: Any, path: str) -> None:
    client = api(alice)
    client.raise_request_exception = False
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE activities RENAME TO elsewhere")
    answer = client.get(path)
    assert answer.status_code == 500
    careful(answer)
    assert "elsewhere" not in answer.text


@pytest.mark.parametrize("path", ["/api/v1/feed", "/api/v1/nowhere", "/accounts/login/", "/social/", "/admin/"])
def test_what_is_personal_is_kept_by_nobody(alice: Any, api: Any, path: str) -> None:
    """S-BR-4."""
    assert "no-store" in api(alice).get(path)["Cache-Control"]


def test_every_request_has_an_id_of_its_own_that_the_caller_cannot_choose(alice: Any, api: Any) -> None:
    ids = {api(alice).get("/api/v1/feed", HTTP_X_REQUEST_ID="mine")["X-Request-ID"] for _ in range(3)}
    assert len(ids) == 3
    assert "mine" not in ids


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["/healthz", "/nowhere", "/api/v1/nowhere", "/api/v1/feed", "/social/"])
async def test_the_asynchronous_stack_answers_the_signed_in_too(alice: Any, path: str) -> None:
    """As it runs in production: nothing in the way asks the database from the event loop."""
    client = AsyncClient()
    await client.aforce_login(alice)
    try:
        answer = await client.get(path)
    finally:
        await sync_to_async(connections.close_all)()  # of the thread that answered; it would keep the database open
    assert answer.status_code == (404 if "nowhere" in path else 200)
    careful(answer)
