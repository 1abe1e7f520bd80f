"""How does somebody who has closed their account come back? By the key of a letter, until the time of grace is over."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse

from social.departure.models import Departure

SALT = "social.departure"


def key_of(departure: Departure) -> str:
    """The key that undoes this departure, and no later one of the same person."""
    return signing.dumps([departure.user_id, departure.asked_at.isoformat()], salt=SALT)


def departure_by(key: str) -> Departure | None:
    """The departure that the key is for, if it is not over."""
    try:
        person_id, asked_at = signing.loads(key, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Departure.objects.filter(user=person_id, asked_at=asked_at).first()


def link_to(departure: Departure) -> str:
    """The address of the page that undoes it."""
    return settings.PUBLIC_URL + reverse("account-return", args=[key_of(departure)])
