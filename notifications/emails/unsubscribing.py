"""How does a person end letters of one kind by a link in them, without logging in?"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse

from config.kernel.errors import NotFound
from notifications.inbox.models import Delivery, Digest
from social.accounts.models import User

SALT = "notifications.emails.unsubscribe"
LISTS: dict[str, tuple[str, dict[str, Any]]] = {
    "missed": ("what you missed", {"digest": Digest.NEVER}),
    "weekly": ("your week", {"weekly_summary": False}),
    "monthly": ("your month", {"monthly_report": False}),
}


def link_for(person: User, name: str) -> str:
    """The address that ends the letters `name` for this person. It holds for ever: old letters must end them too."""
    token = signing.dumps([person.pk, name], salt=SALT)
    return str(settings.PUBLIC_URL) + reverse("unsubscribe", args=[token])


def read(token: str) -> tuple[int, str]:
    """Whom a token is of, and which letters. Raises NotFound for what we have not signed."""
    try:
        person_id, name = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        raise NotFound from None
    if name not in LISTS:
        raise NotFound
    return person_id, name


def unsubscribe(person_id: int, name: str) -> None:
    """End the letters of one kind, and of no other. Again changes nothing, as it does for who is gone."""
    with transaction.atomic():
        if User.objects.select_for_update(no_key=True).filter(pk=person_id).exists():
            Delivery.objects.update_or_create(user_id=person_id, defaults=LISTS[name][1])
