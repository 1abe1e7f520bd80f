"""Does logging out end everything that the log-in opened?"""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from rest_framework.test import APIClient

from realtime.sockets import tickets
from realtime.sockets.credentials import CredentialRefused, authenticate
from social.accounts import services

pytestmark = pytest.mark.django_db


def test_a_program_s_tokens_end(post, alice, log_in, status_of, checks):
    """S-AC-3."""
    pair = log_in(alice)
    answer = post("logout", access=pair["access"])
    assert answer.status_code == 204
    assert not answer.content
    assert status_of(pair["access"]) == 401
    assert post("token/refresh", refresh=pair["refresh"]).status_code == 401
    assert checks(alice) == 1


def test_a_ticket_that_was_not_used_ends_too(post, alice, log_in):
    """S-AC-3."""
    access = log_in(alice)["access"]
    ticket = APIClient(HTTP_AUTHORIZATION=f"Bearer {access}").post("/api/v1/realtime/ticket").data["ticket"]
    post("logout", access=access)
    with pytest.raises(CredentialRefused):
        authenticate({"query_string": f"ticket={ticket}".encode(), "headers": []})


def test_other_log_ins_of_the_person_stay(post, alice, log_in, status_of):
    one, other = log_in(alice), log_in(alice)
    post("logout", access=one["access"])
    assert status_of(other["access"]) == 200


def test_the_refresh_token_alone_will_do(post, alice, log_in, status_of):
    pair = log_in(alice)
    assert post("logout", refresh=pair["refresh"]).status_code == 204
    assert status_of(pair["access"]) == 401


def test_an_expired_token_will_do(post, alice, log_in, settings):
    settings.HEADLESS_JWT_ACCESS_TOKEN_EXPIRES_IN = -1
    pair = log_in(alice)
    assert post("logout", access=pair["access"]).status_code == 204
    assert post("token/refresh", refresh=pair["refresh"]).status_code == 401


def test_twice_is_the_same(post, alice, log_in):
    access = log_in(alice)["access"]
    assert [post("logout", access=access).status_code for _ in range(2)] == [204, 204]


@pytest.mark.parametrize("access", ["", "x", "a.b.c"])
def test_nobody_s_log_in_cannot_end(post, access):
    answer = post("logout", access=access)
    assert answer.status_code == 401
    assert answer.data["code"] == "invalid_token"


def test_a_session_that_is_told_of_is_gone_already(client, alice, monkeypatch):
    """A socket that looks at once must find it ended."""
    client.force_login(alice)
    key = client.session.session_key
    found = []
    monkeypatch.setattr(services, "tell_sockets", lambda _: found.append(Session.objects.filter(pk=key).exists()))
    client.post("/accounts/logout/")
    assert found == [False]


def test_the_page_ends_the_session(client, alice, checks):
    client.force_login(alice)
    key = client.session.session_key
    assert client.post("/accounts/logout/")["Location"] == "/"
    assert not Session.objects.filter(pk=key).exists()
    assert checks(alice) == 1
    assert client.get("/api/v1/users/me").status_code == 401


def test_reading_the_page_ends_nothing(client, alice):
    """S-AC-6."""
    client.force_login(alice)
    assert client.get("/accounts/logout/").status_code == 200
    assert client.get("/api/v1/users/me").status_code == 200


def test_the_page_refuses_a_form_without_a_csrf_token(alice):
    """S-AC-6."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    assert client.post("/accounts/logout/").status_code == 403
    assert client.get("/api/v1/users/me").status_code == 200


def test_everywhere_means_every_log_in_and_nobody_else_s(alice, charlie, client, log_in, status_of, checks):
    mine, page, theirs = log_in(alice), client, log_in(charlie)
    page.force_login(alice)
    services.sign_out_everywhere(alice)
    assert status_of(mine["access"]) == 401
    assert page.get("/api/v1/users/me").status_code == 401
    assert status_of(theirs["access"]) == 200
    assert checks(alice) == 1
    assert tickets.spend("none") is None
