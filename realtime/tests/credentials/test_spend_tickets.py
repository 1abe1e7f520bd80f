"""Is a ticket good once, for half a minute, for one log-in?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from rest_framework.test import APIClient

from realtime.sockets import tickets
from realtime.sockets.credentials import authenticate
from realtime.streams.connection import sync_client

TICKET = "/api/v1/realtime/ticket"


def stored(of):
    return [key for key in sync_client().scan_iter(f"{settings.REDIS_PREFIX}:ticket:*") if of in sync_client().get(key)]


def test_it_stands_for_one_person_and_one_log_in():
    ticket, expires_in = tickets.issue(7, "akey")
    assert expires_in == 30
    assert tickets.spend(ticket) == tickets.TicketClaim(7, "akey")
    assert tickets.spend(ticket) is None


def test_of_twenty_who_spend_it_at_once_one_succeeds():
    """S-WS-3."""
    ticket, _ = tickets.issue(7, "akey")
    with ThreadPoolExecutor(20) as threads:
        claims = list(threads.map(tickets.spend, [ticket] * 20))
    assert [claim for claim in claims if claim is not None] == [tickets.TicketClaim(7, "akey")]


def test_it_has_256_bits_and_is_stored_hashed():
    """S-WS-3."""
    given = {tickets.issue(7, "hashed")[0] for _ in range(50)}
    assert len(given) == 50
    assert all(len(ticket) == 43 for ticket in given)
    keys = stored(b"hashed")
    assert len(keys) == 50
    assert not any(ticket.encode() in key for ticket in given for key in keys)


def test_it_lives_half_a_minute():
    """S-WS-3."""
    tickets.issue(7, "lifetime")
    (key,) = stored(b"lifetime")
    assert 29 <= sync_client().ttl(key) <= 30


def test_what_was_never_given_is_nothing():
    assert tickets.spend("") is None
    assert tickets.spend("x" * 10_000) is None


@pytest.mark.django_db
def test_the_api_gives_one_that_opens_a_socket(alice, log_in, token, scope):
    key = log_in(alice)
    answer = APIClient(HTTP_AUTHORIZATION=f"Bearer {token(alice, key)}").post(TICKET)
    assert answer.status_code == 200
    assert set(answer.data) == {"ticket", "expires_in"}
    assert answer["Cache-Control"] == "no-store"
    identity = authenticate(scope(query=f"ticket={answer.data['ticket']}"))
    assert (identity.user_id, identity.session_key) == (alice.pk, key)


@pytest.mark.django_db
def test_a_page_gets_one_by_its_cookie_and_a_csrf_token(alice, scope):
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(alice)
    assert client.post(TICKET).status_code == 403
    client.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
    answer = client.post(TICKET, HTTP_X_CSRFTOKEN="a" * 32)
    assert answer.status_code == 200
    assert authenticate(scope(query=f"ticket={answer.data['ticket']}")).session_key == client.session.session_key


@pytest.mark.django_db
def test_a_stranger_gets_401():
    assert APIClient().post(TICKET).status_code == 401


@pytest.mark.django_db
def test_without_redis_the_answer_says_when_to_come_back(alice, settings, api):
    client = api(alice)
    settings.REDIS_STREAMS_URL = "redis://127.0.0.1:1/0"
    sync_client.cache_clear()
    try:
        answer = client.post(TICKET)
    finally:
        sync_client.cache_clear()
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert answer.data["code"] == "unavailable"


@pytest.mark.django_db
def test_too_many_are_refused(api, alice):
    client = api(alice)
    statuses = {client.post(TICKET).status_code for _ in range(60)}
    assert statuses == {200}
    refused = client.post(TICKET)
    assert refused.status_code == 429
    assert refused["Retry-After"]
