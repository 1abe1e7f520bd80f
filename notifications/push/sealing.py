"""Is web push set up here, and how is a push sealed so that only the browser reads it?

By the optional package pywebpush (the extra `push`) and the two VAPID keys of the environment (RFC 8291, RFC 8292).
"""

from __future__ import annotations

from base64 import urlsafe_b64decode
from email.utils import parseaddr
from importlib import import_module
from importlib.util import find_spec
from typing import NamedTuple

from django.conf import settings

LIVES_S = 86_400


class Sealed(NamedTuple):
    """What is sent to the browser's push service."""

    body: bytes
    headers: dict[str, str]


def is_available() -> bool:
    """Whether the keys are set and the extra is installed."""
    return bool(settings.VAPID_PRIVATE_KEY and settings.VAPID_PUBLIC_KEY and find_spec("pywebpush"))


def seal(place: str, endpoint: str, p256dh: str, auth: str, data: bytes) -> Sealed:
    """Encrypt `data` for one browser, signed for `place`, the origin of its push service."""
    keys = {"endpoint": endpoint, "keys": {"p256dh": p256dh, "auth": auth}}
    body = import_module("pywebpush").WebPusher(keys).encode(data, content_encoding="aes128gcm")["body"]
    sender = f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}"
    signed = (
        import_module("py_vapid").Vapid02.from_string(settings.VAPID_PRIVATE_KEY).sign({"aud": place, "sub": sender})
    )
    headers = {"Content-Encoding": "aes128gcm", "Content-Type": "application/octet-stream", "TTL": str(LIVES_S)}
    return Sealed(bytes(body), {**headers, **signed})


def decoded(text: str) -> bytes:
    """Base64url with or without its padding. Raises ValueError."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
