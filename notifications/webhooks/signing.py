"""How does a receiver know that a delivery is ours, whole and fresh? By signatures over id, time and the bytes sent.

As Standard Webhooks 1.0 says, and once more in plain hexadecimal for those who have no library.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import uuid
from collections.abc import Iterable

from django.utils.crypto import salted_hmac

PURPOSE = "notifications.webhooks.secret"
PREFIX = "whsec_"


def secret_of(seed: uuid.UUID) -> str:
    """The secret that comes from a seed: 256 bits, known to whoever knows SECRET_KEY and the seed."""
    key = salted_hmac(PURPOSE, seed.bytes, algorithm="sha256").digest()
    return PREFIX + base64.b64encode(key).decode()


def signed(message_id: str, timestamp: int, body: bytes, secrets: Iterable[str]) -> dict[str, str]:
    """The headers that say who sent it and when (in seconds); a signature for each of `secrets`, parted by spaces."""
    digests = [_digest(secret, message_id, timestamp, body) for secret in secrets]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(f"v1,{base64.b64encode(digest).decode()}" for digest in digests),
        "X-Webhook-Signature": " ".join(digest.hex() for digest in digests),
    }


def _digest(secret: str, message_id: str, timestamp: int, body: bytes) -> bytes:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return hmac.new(key, f"{message_id}.{timestamp}.".encode() + body, hashlib.sha256).digest()
