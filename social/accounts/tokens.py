"""How is a refresh token spent? Once, also when several requests bring it at the same moment."""

from __future__ import annotations

import time
from typing import Any

from allauth.headless.internal.sessionkit import session_store
from allauth.headless.tokens.strategies.jwt import JWTTokenStrategy, internal
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from realtime.sockets.credentials import signed_claims
from social.accounts.services import sign_out

SPENT = "spent_refresh_tokens"
GRACE_S = 30  # a client that sends one token several times at once is clumsy; later than this, it is a thief


class OneUseJWT(JWTTokenStrategy):  # type: ignore[misc]
    """Allauth's JWT, with the session's row locked while a refresh token is spent."""

    def get_session_token(self, request: HttpRequest) -> str | None:
        """The log-in of the access token in Authorization. Allauth's header X-Session-Token is no credential here."""
        payload = self._get_access_token(request)
        return internal.session_key_from_sid(payload["sid"]) if payload else None

    def create_access_token_payload(self, request: HttpRequest) -> dict[str, Any] | None:
        """A pair of tokens for the log-in of `request`; refresh tokens given before end."""
        request.session.pop("headless_refresh_tokens", None)
        payload: dict[str, Any] | None = super().create_access_token_payload(request)
        return payload

    def refresh_token(self, refresh_token: str) -> tuple[str, str] | None:
        """A new pair for a token that was not used before, else None.

        A used one that comes again after 30 s was stolen, or its successor was: the log-in ends (S-AC-5).
        """
        payload = internal.decode_token(refresh_token, "refresh")
        session_key = internal.session_key_from_sid(payload["sid"]) if payload else None
        if payload is None or session_key is None:
            return None
        with transaction.atomic():
            session = _locked(session_key)
            if session is None:
                return None
            if payload["jti"] in internal.get_refresh_token_state(session):
                _note_spent(session, payload["jti"])
                pair: tuple[str, str] | None = super().refresh_token(refresh_token)
                return pair
            is_theft = payload["jti"] not in _recently_spent(session)
        if is_theft:
            sign_out(session_key)
        return None


def session_key_in(token: str) -> str | None:
    """The log-in that a token of ours belongs to, access or refresh, expired or not; None if it is not ours."""
    claims = signed_claims(token)
    return internal.session_key_from_sid(claims["sid"]) if claims else None


def _locked(session_key: str) -> SessionBase | None:
    """The session as its row says, which nobody else may spend from until the transaction ends."""
    row = Session.objects.select_for_update().filter(pk=session_key, expire_date__gt=timezone.now()).first()
    if row is None:
        return None
    session: SessionBase = session_store(session_key)
    session.update(row.get_decoded())  # what the cache holds may be older
    return session


def _recently_spent(session: SessionBase) -> dict[str, float]:
    spent: dict[str, float] = session.get(SPENT, {})
    return {jti: at for jti, at in spent.items() if at > time.time() - GRACE_S}


def _note_spent(session: SessionBase, jti: str) -> None:
    session[SPENT] = {**_recently_spent(session), jti: time.time()}
    session.save()
