"""Is every address careful, whoever asks, and does none act for a page of another site?"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from rest_framework.test import APIClient

from config.tests.api.routes import BEFORE, ROUTES, UNKNOWN_UUID, filled, patterns, plain
from config.tests.api.test_protect import careful

pytestmark = pytest.mark.django_db
WORDS = {"int": "999999999", "uuid": UNKNOWN_UUID}
WITHOUT_A_TOKEN = {
    "/unsubscribe/x/",  # sent by the mail server, without a cookie; the signed address is the proof (RFC 8058)
    "/metrics",  # answered before anything is asked; it changes nothing
}
# These take no cookie: what they are sent is the proof.
DOORS = {
    *(f"{BEFORE}auth/{door}" for door in ("signup", "token", "token/refresh", "logout", "return")),
    *(f"{BEFORE}auth/{door}" for door in ("email/verify", "email/resend", "password/reset", "password/reset/confirm")),
}
ELSEWHERE = {f"{BEFORE}realtime/poll"}  # it asks in a thread of its own: realtime/tests/polling/test_poll.py
NOBODY_S = {"/manifest.webmanifest", "/worker.js", "/offline/"}  # the same for all, and kept by the browser
WRITES = {"post", "put", "patch", "delete"}


def visited(text: str) -> str:
    """An address that the pattern matches."""
    told = re.sub(r"<(?:(\w+):)?\w+>", lambda found: WORDS.get(found[1], "x"), plain(text))
    return re.sub(r"\{\w+\}", "x", told).replace("\\", "")


PAGES = sorted({visited(text): entry for text, entry in patterns() if not text.startswith(BEFORE)}.items())


@pytest.mark.parametrize("who", ["nobody", "a person", "staff"])
def test_every_page_is_careful(who: str, alice: Any, dana: Any) -> None:
    """S-BR-2, S-BR-3: pages, account pages, the admin and their refusals."""
    client = Client()
    if who != "nobody":
        client.force_login(alice if who == "a person" else dana)
    assert len(PAGES) > 80
    for address, _ in PAGES:
        if "logout" in address or address == "/metrics":  # plain text for a machine, before anything is asked
            continue
        answer = client.get(address)
        assert answer.status_code < 500, address
        careful(answer)
        assert answer["X-Frame-Options"] == "DENY", address
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin", address
        assert "geolocation=()" in answer["Permissions-Policy"], address
        if address not in NOBODY_S and (who != "nobody" or address.startswith("/accounts/")):
            assert "no-store" in answer["Cache-Control"], address


def test_every_page_wants_its_token_with_a_form(alice: Any) -> None:
    """S-AC-6: a page of another site sends our cookie, and cannot know the token."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    taken = {address for address, _ in PAGES if client.post(address, {}).status_code != 403}
    assert taken == WITHOUT_A_TOKEN


def test_every_write_of_the_api_wants_the_token_with_a_cookie(alice: Any) -> None:
    """S-AC-6."""
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(alice)
    writes = [(path, verb) for path, verbs in ROUTES.items() for verb in sorted(verbs & WRITES)]
    assert len(writes) > 50
    for path, verb in writes:
        if path in DOORS | ELSEWHERE:
            continue
        answer = getattr(client, verb)(filled(path), {}, format="json")
        assert (answer.status_code, answer.data["code"]) == (403, "permission_denied"), (verb, path, answer.data)


def test_with_tls_cookies_are_for_this_host_alone_and_for_a_year_nothing_is_asked_in_the_clear() -> None:
    """S-AC-7, S-BR-3: read from a production start."""
    from config.tests.kernel.test_refuse_weak import GOOD, start

    names = ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"]
    names += ["SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE", "CSRF_COOKIE_SAMESITE", "SECURE_HSTS_SECONDS"]
    done = start(GOOD, f"print([getattr(settings, name) for name in {names}])")
    assert done.stdout.strip() == str(["__Host-session", "__Host-csrf", True, True, True, "Lax", "Lax", 31_536_000])
