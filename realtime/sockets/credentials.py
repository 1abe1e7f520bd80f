"""Who opens this socket? A cookie, a token or a ticket says so, and the stores are asked whether it still holds."""

from __future__ import annotations

import time
from collections.abc import Iterator, MutableMapping
from typing import Any, NamedTuple, cast
from urllib.parse import unquote_plus

import jwt
from allauth.headless.tokens.strategies.jwt import internal
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.models import Session
from django.http import parse_cookie
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from rest_framework.request import Request

from realtime.sockets import tickets
from realtime.sockets.codes import Close, Code

Scope = MutableMapping[str, Any]
KEPT = "slipstream.credentials"
SECRET_PARAMETERS = ("ticket", "token")
ENDED = {  # why a log-in no longer holds: how a connection by it is refused
    "signed_out": (Code.INVALID_TOKEN, Close.SIGNED_OUT),
    "account_gone": (Code.INVALID_TOKEN, Close.GONE),
    "token_expired": (Code.TOKEN_EXPIRED, Close.EXPIRED),
}


class Identity(NamedTuple):
    """Who it is, by which log-in, until when (seconds since 1970; None: as long as the log-in), shown by what."""

    user_id: int
    session_key: str | None
    expires_at: int | None
    kind: str


class CredentialRefused(Exception):
    """The connection is refused: `code` for the error frame, `close_code` for what follows."""

    def __init__(self, code: Code, close_code: Close) -> None:
        self.code, self.close_code = code, close_code
        super().__init__(code)


def authenticate(scope: Scope) -> Identity:
    """Who the ASGI scope of a WebSocket proves to be. Raises CredentialRefused.

    Taken in this order, the first one shown counts: Authorization, a subprotocol, `?ticket=`, `?token=`, the
    session cookie. An origin, where there is one, must be ours; a cookie alone needs one. Spends a ticket.
    """
    scrub(scope)
    origins = _headers(scope, b"origin")
    if any(origin not in settings.ALLOWED_ORIGINS for origin in origins):
        raise CredentialRefused(Code.UNAUTHORIZED, Close.NO_CREDENTIAL)
    shown = next(_shown(scope), None)
    identity = _by_cookie(scope, origins) if shown is None else PROOFS[shown[0]](shown[1])
    reason = still_valid(identity)
    if reason:
        raise CredentialRefused(*ENDED[reason])
    return identity


def identity_of(request: Request) -> Identity:
    """The same for an authenticated REST request: by its token, or by its cookie."""
    claims: Any = request.auth
    if claims is None:
        return Identity(cast(int, request.user.pk), request.session.session_key, None, "cookie")
    return _identity(claims)


def still_valid(identity: Identity) -> str | None:
    """None while the identity holds, else "token_expired", "account_gone" or "signed_out". Two queries, no cache."""
    if identity.expires_at is not None and identity.expires_at <= time.time():
        return "token_expired"
    user = get_user_model().objects.filter(pk=identity.user_id, is_active=True).first()
    if user is None:
        return "account_gone"
    session = _session(identity.session_key)
    if session.get(SESSION_KEY) != str(user.pk):
        return "signed_out"
    hashes = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    held = session.get(HASH_SESSION_KEY, "")
    return None if any(constant_time_compare(held, hash_) for hash_ in hashes) else "signed_out"


def signed_claims(token: str) -> dict[str, Any] | None:
    """What a token of ours says, access or refresh, expired or not; None for what we did not sign."""
    config = internal._get_jwt_config()
    try:
        claims: dict[str, Any] = jwt.decode(
            token, config.verifying_key, [config.algorithm], options={"verify_exp": False}
        )
    except jwt.PyJWTError:
        return None
    return claims


def scrub(scope: Scope) -> None:
    """Move tickets and tokens out of the scope's query, in place, before a log line holds them."""
    if not scope.get("query_string"):
        return
    kept: list[bytes] = []
    secret: dict[str, str] = {}
    for part in scope["query_string"].split(b"&"):
        name, _, value = (unquote_plus(text, errors="replace") for text in part.decode("latin-1").partition("="))
        if name in SECRET_PARAMETERS:
            secret.setdefault(name, value)
        else:
            kept.append(part)
    if secret:
        scope["query_string"] = b"&".join(kept)
        scope[KEPT] = secret


def _shown(scope: Scope) -> Iterator[tuple[str, str]]:
    """Each credential that the scope holds besides the cookie: its kind and its text."""
    for header in _headers(scope, b"authorization"):
        scheme, _, token = header.partition(" ")
        if scheme.lower() == "bearer":  # another scheme is meant for a proxy before us
            yield "bearer", token.strip()
    for subprotocol in scope.get("subprotocols", ()):
        kind, dot, text = subprotocol.partition(".")
        if dot and kind in ("bearer", "ticket"):
            yield kind, text
    for name in SECRET_PARAMETERS:
        if name in scope.get(KEPT, {}):
            yield ("bearer" if name == "token" else name), scope[KEPT][name]


def _by_token(token: str) -> Identity:
    claims = internal.decode_token(token, "access")
    if claims is None:
        expired = (signed_claims(token) or {}).get("token_use") == "access"
        raise CredentialRefused(*(ENDED["token_expired"] if expired else (Code.INVALID_TOKEN, Close.NO_CREDENTIAL)))
    return _identity(claims)


def _identity(claims: dict[str, Any]) -> Identity:
    return Identity(int(claims["sub"]), internal.session_key_from_sid(claims["sid"]), int(claims["exp"]), "bearer")


def _by_ticket(ticket: str) -> Identity:
    claim = tickets.spend(ticket)
    if claim is None:
        raise CredentialRefused(Code.INVALID_TOKEN, Close.NO_CREDENTIAL)
    return Identity(claim.person_id, claim.session_key, None, "ticket")


PROOFS = {"bearer": _by_token, "ticket": _by_ticket}


def _by_cookie(scope: Scope, origins: list[str]) -> Identity:
    """A page of any site can make a browser send our cookie: only with an origin that is ours."""
    cookies = parse_cookie("; ".join(_headers(scope, b"cookie")))
    session_key = cookies.get(settings.SESSION_COOKIE_NAME)
    if session_key and not origins:
        raise CredentialRefused(Code.UNAUTHORIZED, Close.NO_CREDENTIAL)
    person_id = _session(session_key).get(SESSION_KEY)
    if person_id is None:
        raise CredentialRefused(Code.MISSING_TOKEN, Close.NO_CREDENTIAL)
    return Identity(int(person_id), session_key, None, "cookie")


def _session(session_key: str | None) -> dict[str, Any]:
    """What the log-in's row holds; nothing if it has ended."""
    if not session_key or not session_key.isalnum():  # a quoted cookie may hold NUL, which PostgreSQL refuses
        return {}
    row = Session.objects.filter(pk=session_key, expire_date__gt=timezone.now()).first()
    return row.get_decoded() if row else {}


def _headers(scope: Scope, name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in scope.get("headers", ()) if key == name]
