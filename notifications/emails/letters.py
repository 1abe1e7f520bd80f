"""How is a letter to a person made? From a template as text and one as HTML, to an address they have confirmed."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.template.loader import render_to_string

from config.kernel.letters import Letter
from notifications.emails.unsubscribing import LISTS, link_for
from social.accounts.models import User


def address_of(person: User) -> str | None:
    """The confirmed address, the chosen one first. An unconfirmed one may be a stranger's: nothing is sent there."""
    confirmed = EmailAddress.objects.filter(user=person, verified=True).order_by("-primary", "pk")
    found: str | None = confirmed.values_list("email", flat=True).first()
    return found


def letter_to(person: User, address: str, name: str, subject: str, **context: Any) -> Letter:
    """The letter `name` (a pair of templates in templates/emails); with a link to unsubscribe where it is of a list."""
    unsubscribe = link_for(person, name) if name in LISTS else ""
    values = {"person": person, "subject": subject, "unsubscribe": unsubscribe, "site": settings.PUBLIC_URL, **context}
    return Letter(
        to=address,
        subject=subject,
        text=render_to_string(f"emails/{name}.txt", values),
        html=render_to_string(f"emails/{name}.html", values),
        unsubscribe=unsubscribe,
    )
