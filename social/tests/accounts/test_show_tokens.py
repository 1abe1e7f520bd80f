"""Which tokens does the API take? Ours, for this, as long as they hold. Anything else is a 401."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable

import jwt
import pytest
from django.conf import settings
from rest_framework.test import APIClient

pytestmark = pytest.mark.django_db
Forge = Callable[[dict[str, str], dict[str, object]], str]


def part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def sign(claims: dict[str, object], key: str = settings.JWT_KEY, algorithm: str = "HS256") -> str:
    return jwt.encode(claims, key, algorithm=algorithm)


FORGERIES: dict[str, Forge] = {
    "no algorithm": lambda pair, claims: f"{part({'alg': 'none', 'typ': 'JWT'})}.{part(claims)}.",
    "another algorithm": lambda pair, claims: sign(claims, settings.JWT_KEY * 2, "HS512"),
    "another key": lambda pair, claims: sign(claims, "another-key-another-key-another-key-1234"),
    "the site's other key": lambda pair, claims: sign(claims, settings.SECRET_KEY),
    "expired": lambda pair, claims: sign({**claims, "exp": int(time.time()) - 1}),
    "a refresh token": lambda pair, claims: pair["refresh"],
    "another person's number": lambda pair, claims: sign({**claims, "sub": "999999"}),
    "no session": lambda pair, claims: sign({key: value for key, value in claims.items() if key != "sid"}),
    "a session that is none": lambda pair, claims: sign({**claims, "sid": "AAAA"}),
    "a session not of our alphabet": lambda pair, claims: sign({**claims, "sid": "=" * 40}),
    "cut": lambda pair, claims: pair["access"][:-4],
    "prolonged": lambda pair, claims: pair["access"] + "A",
    "deep": lambda pair, claims: f"{base64.urlsafe_b64encode(b'[' * 9000).decode()}.e30.AAAA",
    "not ASCII": lambda pair, claims: "é.é.é",
    "nothing": lambda pair, claims: "",
}


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES)
def test_a_token_that_is_not_right_is_a_401(alice, log_in, status_of, forge):
    """S-AC-4."""
    pair = log_in(alice)
    claims = jwt.decode(pair["access"], options={"verify_signature": False})
    assert status_of(forge(pair, claims)) == 401


def test_the_same_token_unforged_is_good(alice, log_in, status_of):
    """Or the test above would prove nothing."""
    pair = log_in(alice)
    assert status_of(sign(jwt.decode(pair["access"], options={"verify_signature": False}))) == 200


def test_an_access_token_is_no_refresh_token(alice, log_in, post):
    """S-AC-4."""
    assert post("token/refresh", refresh=log_in(alice)["access"]).status_code == 401


def test_a_ticket_is_no_token(alice, log_in, status_of, post):
    """S-AC-4."""
    access = log_in(alice)["access"]
    ticket = APIClient(HTTP_AUTHORIZATION=f"Bearer {access}").post("/api/v1/realtime/ticket").data["ticket"]
    assert status_of(ticket) == 401
    assert post("token/refresh", refresh=ticket).status_code == 401


def test_a_suspended_person_is_nobody(alice, log_in, status_of, post):
    """S-AC-4."""
    access = log_in(alice)["access"]
    alice.is_active = False
    alice.save()
    assert status_of(access) == 401


def test_a_deleted_person_is_nobody(alice, log_in, status_of, post):
    """S-AC-4."""
    pair = log_in(alice)
    alice.delete()
    assert status_of(pair["access"]) == 401
    assert post("token/refresh", refresh=pair["refresh"]).status_code == 401


def test_a_request_by_token_costs_one_query(alice, log_in, django_assert_num_queries):
    client = APIClient(HTTP_AUTHORIZATION=f"Bearer {log_in(alice)['access']}")
    client.get("/api/v1/users/me")
    with django_assert_num_queries(1):
        assert client.get("/api/v1/users/me").status_code == 200


def test_a_missing_credential_is_a_401(api):
    answer = api().get("/api/v1/users/me")
    assert answer.status_code == 401
    assert answer.data["code"] == "not_authenticated"
