"""When was a log-in last used? Noted after an answer, at most once in some minutes."""

from __future__ import annotations

from typing import Any

from allauth.headless.tokens.strategies.jwt import internal
from asgiref.sync import iscoroutinefunction
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import sync_and_async_middleware

from config.kernel.concurrency import db_call
from social.log_ins.noted import noted
from social.log_ins.services import note_use


@sync_and_async_middleware
def LastSeen(get_response: Any) -> Any:  # noqa: N802 - named as Django names middleware
    """Notes the log-in of each request that proved to be somebody's."""
    if iscoroutinefunction(get_response):

        async def middleware(request: HttpRequest) -> HttpResponse:
            response: HttpResponse = await get_response(request)
            session_key = _session_key(request)
            if session_key and noted.is_due(session_key):
                await db_call(note_use)(session_key)
            return response
    else:

        def middleware(request: HttpRequest) -> HttpResponse:  # type: ignore[misc]
            response: HttpResponse = get_response(request)
            session_key = _session_key(request)
            if session_key and noted.is_due(session_key):
                note_use(session_key)
            return response

    return middleware


def _session_key(request: HttpRequest) -> str | None:
    """Of the log-in that the answer was for; None where nobody asked who it is. Asks nothing itself."""
    claims = getattr(request, "auth", None)  # where REST framework leaves the claims of a token
    if claims:
        key: str | None = internal.session_key_from_sid(claims["sid"])
        return key
    person = getattr(request, "_cached_user", None)  # where Django leaves the person of a cookie
    return request.session.session_key if person is not None and person.is_authenticated else None
