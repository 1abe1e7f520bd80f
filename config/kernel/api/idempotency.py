"""What if a client sends the same write twice? With an Idempotency-Key it takes effect once, and answers alike."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder

from config.kernel.errors import Invalid, Refusal
from config.kernel.models import IdempotencyKey

MAX_KEY = 100


class KeyReused(Refusal):
    """The key was used before, with another body."""

    status, code = 422, "idempotency_key_reused"
    message = "This Idempotency-Key was used for a different request. Use a new one."


def idempotent(action: Callable[..., Response]) -> Callable[..., Response]:
    """Make a view's write repeatable by the header Idempotency-Key (at most 100 characters).

    The key's row is inserted first, in the effect's own transaction: a second request with it waits for the
    first, then gets the same answer. A failed request stores nothing, so it may be tried again.
    """

    @wraps(action)
    def once(self: Any, request: Any, *args: Any, **kwargs: Any) -> Response:
        key = request.headers.get("Idempotency-Key")
        if not key:
            return action(self, request, *args, **kwargs)
        if len(key) > MAX_KEY or not key.isprintable():
            raise Invalid(errors={"Idempotency-Key": [f"At most {MAX_KEY} printable characters."]})
        with transaction.atomic():
            row, is_new = _claim(request, key)
            if not is_new:
                return Response(row.answer, status=row.status)
            response = action(self, request, *args, **kwargs)
            row.status, row.answer = response.status_code, json.loads(json.dumps(response.data, cls=JSONEncoder))
            row.save(update_fields=["status", "answer"])
            return response

    return once


def _claim(request: Any, key: str) -> tuple[IdempotencyKey, bool]:
    digest, path = _digest(request), request.path.rstrip("/")[:200]
    row, is_new = IdempotencyKey.objects.get_or_create(
        user=request.user, method=request.method, path=path, key=key, defaults={"body_digest": digest}
    )
    if row.body_digest != digest:
        raise KeyReused
    return row, is_new


def _digest(request: Any) -> str:
    fields = {
        name: request.data.getlist(name) if hasattr(request.data, "getlist") else value
        for name, value in (request.data.items() if hasattr(request.data, "items") else [("", request.data)])
    }
    files = {name: [file.name, _content_digest(file)] for name, file in request.FILES.items()}
    text = json.dumps([fields, files], sort_keys=True, default=lambda value: getattr(value, "name", str(value)))
    return hashlib.sha256(text.encode()).hexdigest()


def _content_digest(file: UploadedFile[Any]) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
