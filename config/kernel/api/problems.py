"""How does the API tell an error? As application/problem+json (RFC 9457) with a stable code."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, JsonResponse
from psycopg_pool import PoolTimeout
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from config.kernel.errors import Refusal

CONTENT_TYPE = "application/problem+json"


def body(status: int, code: str, detail: str, **extra: Any) -> dict[str, Any]:
    """The members every problem has, and `extra`."""
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
        **extra,
    }


def from_refusal(refusal: Refusal) -> tuple[dict[str, Any], dict[str, str]]:
    """The body and headers of a refusal."""
    extra = dict(refusal.extra)
    if refusal.errors:
        extra["errors"] = refusal.errors
    headers = {"Retry-After": str(refusal.retry_after_s)} if refusal.retry_after_s else {}
    return body(refusal.status, refusal.code, refusal.message, **extra), headers


def plain(status: int, code: str, detail: str, **headers: str) -> JsonResponse:
    """A problem outside REST framework: a page's or middleware's answer under /api/."""
    return JsonResponse(body(status, code, detail), status=status, content_type=CONTENT_TYPE, headers=headers)


def answer(fault: Exception, context: dict[str, Any]) -> Response | None:
    """REST framework's exception handler. What it does not know stays a 500 and is logged."""
    set_rollback()
    described = _describe(fault)
    if described is None:
        return None
    problem, headers = described
    return Response(problem, status=problem["status"], headers=headers, content_type=_content_type(context["request"]))


def _content_type(request: Any) -> str | None:
    renderer = getattr(request, "accepted_renderer", None)  # none where no format could be agreed on
    return None if renderer is not None and renderer.media_type == "text/html" else CONTENT_TYPE


def _describe(fault: Exception) -> tuple[dict[str, Any], dict[str, str]] | None:
    if isinstance(fault, Refusal):
        return from_refusal(fault)
    if isinstance(fault, Http404):
        return body(404, "not_found", "Not found."), {}
    if isinstance(fault, PermissionDenied):
        return body(403, "forbidden", "You may not do this."), {}
    if isinstance(fault, PoolTimeout | OperationalError):
        return body(503, "unavailable", "The database is busy or away. Try again shortly."), {"Retry-After": "2"}
    if isinstance(fault, exceptions.APIException):
        return _from_framework(fault)
    return None


def _from_framework(fault: exceptions.APIException) -> tuple[dict[str, Any], dict[str, str]]:
    headers = {}
    if challenge := getattr(fault, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if wait_s := getattr(fault, "wait", None):
        headers["Retry-After"] = str(int(wait_s) + 1)
    if isinstance(fault, exceptions.ValidationError):
        errors = fault.detail if isinstance(fault.detail, dict) else {"non_field_errors": fault.detail}
        return body(400, "invalid", "Some of the input is not right.", errors=errors), headers
    code = "not_authenticated" if fault.status_code == 401 else str(fault.default_code)
    return body(fault.status_code, code, str(fault.detail)), headers
