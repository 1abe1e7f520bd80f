"""How does a browser begin and cease to take a person's pushes?"""

from __future__ import annotations

from django.db import transaction

from config.kernel.errors import Invalid, NotFound
from config.kernel.outgoing import Unsent, target_of
from notifications.push.models import PushSubscription
from notifications.push.sealing import decoded, is_available
from social.accounts.models import User

MOST = 10
POINT_BYTES, SECRET_BYTES = 65, 16  # an uncompressed point of P-256, and RFC 8291's authentication secret


def subscribe(person: User, endpoint: str, p256dh: str, auth: str) -> None:
    """Push to this browser from now on; it is the person's, whoever used it before. The oldest past ten go.

    Raises NotFound where push is not set up, Invalid for an endpoint that is no https address, and for its keys.
    """
    refuse_unless_available()
    _check(endpoint, p256dh, auth)
    with transaction.atomic():
        kept = {"user": person, "p256dh": p256dh, "auth": auth}
        PushSubscription.objects.update_or_create(endpoint=endpoint, defaults=kept)
        newest = PushSubscription.objects.filter(user=person).order_by("-pk").values("pk")[:MOST]
        PushSubscription.objects.filter(user=person).exclude(pk__in=list(newest.values_list("pk", flat=True))).delete()


def unsubscribe(person: User, endpoint: str) -> None:
    """Push to this browser no more; again changes nothing, nor does another's."""
    PushSubscription.objects.filter(user=person, endpoint=endpoint).delete()


def refuse_unless_available() -> None:
    """Raise NotFound, with a code of its own, where web push is not set up."""
    if not is_available():
        raise NotFound("Push is not set up on this server.", code="push_not_available")


def _check(endpoint: str, p256dh: str, auth: str) -> None:
    errors = {}
    try:
        if target_of(endpoint).scheme != "https":
            errors["endpoint"] = ["An https address."]
    except Unsent:
        errors["endpoint"] = ["An https address."]
    for name, text, length in (("p256dh", p256dh, POINT_BYTES), ("auth", auth, SECRET_BYTES)):
        try:
            fits = len(decoded(text)) == length
        except ValueError:
            fits = False
        if not fits:
            errors[name] = [f"{length} bytes in base64url."]
    if errors:
        raise Invalid(errors=errors)
