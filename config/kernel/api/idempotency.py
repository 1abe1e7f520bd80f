"""What if a client sends the same write twice? With an Idempotency-Key it takes effect once, and answers alike."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

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
        claim = Claim(request.user, request.method, request.path.rstrip("/")[:200], key, _digest(request))
        return Response(*answer_once(claim, lambda: _plain(action(self, request, *args, **kwargs))))

    return once


class Claim(NamedTuple):
    """Who does what with which key, and the digest of what was sent."""

    user: Any
    method: str
    path: str
    key: str
    digest: str


def answer_once(claim: Claim, act: Callable[[], tuple[Any, int]]) -> tuple[Any, int]:
    """What `act` answered for this claim the first time, as plain JSON values and a status.

    The claim's row is inserted in the effect's own transaction: a second one waits for the first. Raises KeyReused.
    """
    with transaction.atomic():
        row, is_new = IdempotencyKey.objects.get_or_create(
            user=claim.user,
            method=claim.method,
            path=claim.path,
            key=claim.key,
            defaults={"body_digest": claim.digest},
        )
        if row.body_digest != claim.digest:
            raise KeyReused
        if is_new:
            row.answer, row.status = act()
            row.save(update_fields=["status", "answer"])
        return row.answer, row.status


def digest_of(value: Any) -> str:
    """A digest of plain JSON values."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def _plain(response: Response) -> tuple[Any, int]:
    return json.loads(json.dumps(response.data, cls=JSONEncoder)), response.status_code


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
