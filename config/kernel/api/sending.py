"""How is a private file sent? To the one who asked, never to a cache that others share, never to run as a page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from asgiref.sync import sync_to_async
from django.db.models.fields.files import FieldFile
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request

from config.kernel.errors import NotFound

POLICY = "default-src 'none'; sandbox"
PIECE = 256 * 1024


class AnyAccept(DefaultContentNegotiation):
    """An answer that is a file suits every Accept header, `image/*` too; refusals stay JSON."""

    def select_renderer(self, request: Any, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


def send_file(
    request: Request | HttpRequest, file: FieldFile, content_type: str, *, etag: str, download_as: str = ""
) -> HttpResponseBase:
    """The whole file (it is bounded where it comes in), or 304 where the caller has it. NotFound if it is lost.

    The caller has asked whether this person may have it; browsers keep a copy but ask again before each use.
    """
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(_content(file), content_type=content_type)
        response["Content-Disposition"] = (
            content_disposition_header(bool(download_as), download_as or "photo.jpg") or ""
        )
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return _careful(response)


def stream_file(file: FieldFile, content_type: str, *, download_as: str) -> HttpResponseBase:
    """A file of any size, piece by piece, of which nobody keeps a copy. NotFound if it is lost."""
    try:
        opened = file.open("rb")
    except FileNotFoundError:
        raise NotFound("This file is gone.") from None
    response = StreamingHttpResponse(_pieces(opened), content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, download_as) or ""
    response["Content-Length"] = str(opened.size)
    response["Cache-Control"] = "no-store"
    return _careful(response)


async def _pieces(opened: Any) -> AsyncIterator[bytes]:
    read = sync_to_async(opened.read, thread_sensitive=False)
    try:
        while piece := await read(PIECE):
            yield piece
    finally:
        opened.close()


def _careful(response: HttpResponseBase) -> HttpResponseBase:
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    return response


def _content(file: FieldFile) -> bytes:
    try:
        with file.open("rb") as opened:
            return bytes(opened.read())
    except FileNotFoundError:
        raise NotFound("This file is gone.") from None
