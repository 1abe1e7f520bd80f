"""What does every answer carry? A request id, and the headers that keep browsers careful."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import structlog
from asgiref.sync import iscoroutinefunction
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import sync_and_async_middleware
from servestatic.middleware import ServeStaticMiddleware

PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
PRIVATE = ("/api/", "/accounts/")


def _around(get_response: Any, before: Callable[[HttpRequest], None], after: Callable[..., None]) -> Any:
    if iscoroutinefunction(get_response):

        async def middleware(request: HttpRequest) -> HttpResponse:
            before(request)
            response: HttpResponse = await get_response(request)
            after(request, response)
            return response
    else:

        def middleware(request: HttpRequest) -> HttpResponse:  # type: ignore[misc]
            before(request)
            response: HttpResponse = get_response(request)
            after(request, response)
            return response

    return middleware


@sync_and_async_middleware
def RequestId(get_response: Any) -> Any:  # noqa: N802 - named as Django names middleware
    """Gives each request an id, in its log lines and in the header X-Request-ID."""

    def begin(request: HttpRequest) -> None:
        request.id = uuid.uuid4().hex  # type: ignore[attr-defined]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request.id)  # type: ignore[attr-defined]

    def end(request: HttpRequest, response: HttpResponse) -> None:
        response["X-Request-ID"] = request.id  # type: ignore[attr-defined]

    return _around(get_response, begin, end)


@sync_and_async_middleware
def SecurityHeaders(get_response: Any) -> Any:  # noqa: N802
    """No device access for any page, nothing for the pages of others; no copies kept of what is personal."""

    def end(request: HttpRequest, response: HttpResponse) -> None:
        response["Permissions-Policy"] = PERMISSIONS
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        if request.path.startswith(PRIVATE) or settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.headers.setdefault("Cache-Control", "no-store")

    return _around(get_response, lambda request: None, end)


@sync_and_async_middleware
def StaticFiles(get_response: Any) -> Any:  # noqa: N802
    """Answers for static files, which have no view. What is synchronous has one: see config.handling."""
    return ServeStaticMiddleware(get_response) if iscoroutinefunction(get_response) else get_response
