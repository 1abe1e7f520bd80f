"""Who may open a socket, by which credential, from where?"""

from __future__ import annotations

import time

import pytest
from django.conf import settings

from realtime.sockets import tickets
from realtime.sockets.credentials import CredentialRefused, authenticate

pytestmark = pytest.mark.django_db
HOST = settings.ALLOWED_ORIGINS[0].split("://")[1]
STRANGE_ORIGINS = [
    "https://evil.example",
    "null",
    "",
    f"https://{HOST}",
    f"http://{HOST}.evil.example",
    f"http://evil{HOST}",
    f"http://{HOST.split(':')[0]}:1",
    f"http://{HOST.split(':')[0]}",
    f"http://{HOST}/",
    f"http://{HOST}@evil.example",
    f"HTTP://{HOST}",
]


def refusal(scope):
    with pytest.raises(CredentialRefused) as refused:
        authenticate(scope)
    return str(refused.value.code), int(refused.value.close_code)


@pytest.fixture
def key(alice, log_in):
    """alice's log-in."""
    return log_in(alice)


@pytest.fixture
def ways(alice, key, token):
    """Every way to show who one is, as arguments of `scope`, fresh each time."""
    return {
        "bearer header": lambda: {"authorization": f"Bearer {token(alice, key)}"},
        "bearer in small letters": lambda: {"authorization": f"bearer {token(alice, key)}"},
        "bearer subprotocol": lambda: {"subprotocols": [f"bearer.{token(alice, key)}"]},
        "token in the query": lambda: {"query": f"token={token(alice, key)}"},
        "ticket subprotocol": lambda: {"subprotocols": [f"ticket.{tickets.issue(alice.pk, key)[0]}"]},
        "ticket in the query": lambda: {"query": f"epoch=a&ticket={tickets.issue(alice.pk, key)[0]}&seq=1"},
        "cookie": lambda: {"cookie": key},
    }


KINDS = {
    "bearer header": "bearer",
    "bearer in small letters": "bearer",
    "bearer subprotocol": "bearer",
    "token in the query": "bearer",
    "ticket subprotocol": "ticket",
    "ticket in the query": "ticket",
    "cookie": "cookie",
}


@pytest.mark.parametrize(("way", "kind"), KINDS.items())
def test_each_way_proves_the_person_and_the_log_in(scope, alice, key, ways, way, kind):
    identity = authenticate(scope(**ways[way]()))
    assert (identity.user_id, identity.session_key, identity.kind) == (alice.pk, key, kind)
    if kind == "bearer":
        assert 890 < identity.expires_at - time.time() <= 900
    else:
        assert identity.expires_at is None


@pytest.mark.parametrize("way", KINDS)
@pytest.mark.parametrize("origin", STRANGE_ORIGINS)
def test_an_origin_that_is_not_ours_is_refused_whatever_is_shown(scope, ways, way, origin):
    """S-WS-1."""
    assert refusal(scope(**ways[way](), origin=origin)) == ("UNAUTHORIZED", 4501)


@pytest.mark.parametrize("way", KINDS)
def test_without_an_origin_a_token_or_ticket_is_needed(scope, ways, way):
    """S-WS-1."""
    shown = scope(**ways[way](), origin=None)
    if way == "cookie":
        assert refusal(shown) == ("UNAUTHORIZED", 4501)
    else:
        assert authenticate(shown).user_id


def test_a_second_origin_is_looked_at_too(scope, ways):
    """S-WS-1."""
    shown = scope(**ways["cookie"]())
    shown["headers"].append((b"origin", b"https://evil.example"))
    assert refusal(shown) == ("UNAUTHORIZED", 4501)


def test_a_refused_origin_spends_no_ticket(scope, alice, key):
    ticket, _ = tickets.issue(alice.pk, key)
    refusal(scope(query=f"ticket={ticket}", origin="https://evil.example"))
    assert authenticate(scope(query=f"ticket={ticket}")).user_id == alice.pk


def test_nothing_shown_is_a_missing_token(scope):
    assert refusal(scope()) == ("MISSING_TOKEN", 4501)
    assert refusal(scope(origin=None)) == ("MISSING_TOKEN", 4501)
    assert refusal({"type": "websocket", "headers": []}) == ("MISSING_TOKEN", 4501)


@pytest.mark.parametrize("cookie", ["x" * 32, "0", '"\\000aaaaaaaaaa"', "é" * 10, "' OR 1=1"])
def test_a_cookie_of_no_log_in_is_a_missing_token(scope, cookie, alice):
    assert refusal(scope(cookie=cookie)) == ("MISSING_TOKEN", 4501)


def test_a_session_that_nobody_logged_in_to_is_a_missing_token(scope, client):
    session = client.session
    session["seen"] = 1
    session.save()
    assert refusal(scope(cookie=session.session_key)) == ("MISSING_TOKEN", 4501)


BAD = {
    "no token": lambda alice, key, token: {"authorization": "Bearer "},
    "not a token": lambda alice, key, token: {"authorization": "Bearer x.y.z"},
    "not ASCII": lambda alice, key, token: {"authorization": "Bearer é.é.é"},
    "a refresh token": lambda alice, key, token: {"authorization": f"Bearer {token(alice, key, 'refresh')}"},
    "an expired refresh token": lambda alice, key, token: {"query": f"token={token(alice, key, 'refresh', -1)}"},
    "a cut token": lambda alice, key, token: {"query": f"token={token(alice, key)[:-3]}"},
    "a ticket as token": lambda alice, key, token: {"query": f"token={tickets.issue(alice.pk, key)[0]}"},
    "a token as ticket": lambda alice, key, token: {"query": f"ticket={token(alice, key)}"},
    "an empty ticket": lambda alice, key, token: {"query": "ticket="},
    "an empty subprotocol": lambda alice, key, token: {"subprotocols": ["ticket."]},
    "NUL": lambda alice, key, token: {"query": "ticket=%00"},
    "not UTF-8": lambda alice, key, token: {"query": "token=%ff%fe"},
    "a bad token besides a good cookie": lambda alice, key, token: {"query": "token=x", "cookie": key},
}


@pytest.mark.parametrize("show", BAD.values(), ids=BAD)
def test_what_is_not_right_is_an_invalid_token(scope, alice, key, token, show):
    """S-AC-4."""
    assert refusal(scope(**show(alice, key, token))) == ("INVALID_TOKEN", 4501)


def test_an_expired_token_is_told_so_that_the_client_comes_back(scope, alice, key, token):
    """S-WS-6."""
    assert refusal(scope(query=f"token={token(alice, key, expires_in=-1)}")) == ("TOKEN_EXPIRED", 4401)


def test_a_token_of_another_person_s_log_in_is_refused(scope, alice, charlie, key, token):
    assert refusal(scope(query=f"token={token(charlie, key)}")) == ("INVALID_TOKEN", 4504)


@pytest.mark.parametrize("way", KINDS)
def test_a_log_in_that_has_ended_opens_nothing(scope, client, ways, way, key):
    """S-AC-3."""
    shown = scope(**ways[way]())
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    client.post("/accounts/logout/")
    assert refusal(shown) == (("MISSING_TOKEN", 4501) if way == "cookie" else ("INVALID_TOKEN", 4504))


@pytest.mark.parametrize("way", KINDS)
def test_a_suspended_person_opens_nothing(scope, ways, way, alice):
    """S-AC-4."""
    shown = scope(**ways[way]())
    alice.is_active = False
    alice.save()
    assert refusal(shown) == ("INVALID_TOKEN", 4503)


@pytest.mark.parametrize("way", KINDS)
def test_a_new_password_ends_what_was_shown_before(scope, ways, way, alice):
    """S-AC-3."""
    shown = scope(**ways[way]())
    alice.set_password("quite-another-password")
    alice.save()
    assert refusal(shown) == ("INVALID_TOKEN", 4504)


def test_a_scheme_meant_for_a_proxy_is_passed_over(scope, alice, key):
    assert authenticate(scope(authorization="Basic dXNlcjpwYXNz", cookie=key)).kind == "cookie"


def test_the_first_one_shown_counts(scope, alice, charlie, log_in, key, token):
    shown = scope(authorization=f"Bearer {token(alice, key)}", query="token=x", cookie=log_in(charlie))
    assert authenticate(shown).user_id == alice.pk
