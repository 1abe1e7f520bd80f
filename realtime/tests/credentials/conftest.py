"""What do only the tests of credentials need? Scopes as a server makes them, and tokens of a log-in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.headless.tokens.strategies.jwt import internal
from django.conf import settings
from django.test import Client

ORIGIN = settings.ALLOWED_ORIGINS[0]


@pytest.fixture
def log_in() -> Callable[[Any], str]:
    """Logs a person in; gives the key of the session."""

    def enter(person: Any) -> str:
        client = Client()
        client.force_login(person)
        return str(client.session.session_key)

    return enter


@pytest.fixture
def token() -> Callable[..., str]:
    """An access token of a log-in: `token(alice, key)`, with other claims or another life if wanted."""

    def make(person: Any, session_key: str, use: str = "access", expires_in: int = 900) -> str:
        sid = internal.session_key_to_sid(session_key)
        return str(internal.create_token(use, sub=str(person.pk), sid=sid, expires_in=expires_in)[0])

    return make


@pytest.fixture
def scope() -> Callable[..., dict[str, Any]]:
    """An ASGI scope: `scope(query="ticket=…")`, with a cookie, an origin, an Authorization header, subprotocols."""

    def make(
        query: str = "", cookie: str = "", origin: str | None = ORIGIN, authorization: str = "", subprotocols: Any = ()
    ) -> dict[str, Any]:
        headers = []
        if origin is not None:
            headers.append((b"origin", origin.encode()))
        if cookie:
            headers.append((b"cookie", f"other=1; {settings.SESSION_COOKIE_NAME}={cookie}".encode()))
        if authorization:
            headers.append((b"authorization", authorization.encode("latin-1")))
        return {
            "type": "websocket",
            "path": "/ws",
            "query_string": query.encode(),
            "headers": headers,
            "subprotocols": ["slipstream.v1", *subprotocols],
        }

    return make
