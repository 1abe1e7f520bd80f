"""Can a receiver be sure? The signatures are those of Standard Webhooks, as two other libraries see it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from standardwebhooks import Webhook, WebhookVerificationError

from notifications.models import Endpoint
from notifications.tests.webhooks.npm import verify_with_npm
from notifications.webhooks.services import rotate_secret
from notifications.webhooks.signing import secret_of, signed

SECRET, MESSAGE = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek"
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
BODY = b'{"test": 2432232314}'


def test_the_published_vector_comes_out() -> None:
    headers = signed(MESSAGE, 1614265330, BODY, [SECRET])
    assert headers["webhook-signature"] == SIGNATURE
    assert (headers["webhook-id"], headers["webhook-timestamp"]) == (MESSAGE, "1614265330")
    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    plain = hmac.new(key, MESSAGE.encode() + b".1614265330." + BODY, hashlib.sha256).hexdigest()
    assert headers["X-Webhook-Signature"] == plain


def test_a_secret_is_long_random_and_of_this_server_only(settings: Any) -> None:
    seed = uuid.uuid4()
    first = secret_of(seed)
    assert len(base64.b64decode(first.removeprefix("whsec_"))) == 32
    assert first == secret_of(seed) != secret_of(uuid.uuid4())
    settings.SECRET_KEY = "another-key-that-is-long-enough-for-anybody-0123456789"
    assert secret_of(seed) != first


@pytest.mark.django_db
def test_what_arrives_verifies_and_what_was_touched_does_not(
    alice: Any, run: Any, hook: Any, receiver: Any, work: Any
) -> None:
    to = receiver()
    secret = secret_of(hook(alice, to).seed)
    run(alice, title="Łukasz läuft 🏃")
    work()
    (got,) = to.received
    assert got.verify(secret)["data"]["activity"]["title"] == "Łukasz läuft 🏃"
    assert got.headers["content-type"] == "application/json"
    for touched in (got._replace(body=got.body + b" "), got._replace(headers={**got.headers, "webhook-id": "msg_1"})):
        with pytest.raises(WebhookVerificationError):
            touched.verify(secret)
    with pytest.raises(WebhookVerificationError):
        got.verify(secret_of(uuid.uuid4()))


@pytest.mark.django_db
def test_both_secrets_sign_for_a_day_after_a_rotation(
    alice: Any, run: Any, hook: Any, receiver: Any, work: Any
) -> None:
    """S-OUT-8."""
    to = receiver()
    endpoint = hook(alice, to)
    old = secret_of(endpoint.seed)
    new = secret_of(rotate_secret(alice, endpoint.pk).seed)
    run(alice)
    work()
    for secret in (old, new):
        assert to.received[0].verify(secret)
    assert len(to.received[0].headers["x-webhook-signature"].split()) == 2
    Endpoint.objects.update(rotated_at=timezone.now() - timedelta(hours=24, seconds=1))
    run(alice)
    work()
    assert to.received[1].verify(new)
    with pytest.raises(WebhookVerificationError):
        to.received[1].verify(old)


@pytest.mark.django_db
def test_the_library_of_javascript_agrees(alice: Any, run: Any, hook: Any, receiver: Any, work: Any) -> None:
    to = receiver()
    secret = secret_of(hook(alice, to).seed)
    run(alice)
    work()
    got = to.received[0]
    assert verify_with_npm(secret, got) == json.loads(got.body) == Webhook(secret).verify(got.body, dict(got.headers))
    assert verify_with_npm(secret, got._replace(body=got.body + b" ")) is None
