"""How does a person delete their account, or take that back? The only writers of departures."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from config.kernel.errors import Conflict, Invalid
from config.kernel.ratelimits import spend
from realtime.events.rights import check_rights_of
from social.accounts.mail import post
from social.accounts.models import User
from social.accounts.services import sign_out_everywhere
from social.departure.keys import departure_by, link_to
from social.departure.models import Departure
from social.moderation.suspending import is_suspended

GRACE = timedelta(days=7)
TRIES = "10/h"


def leave_for_good(person: User, password: str) -> Departure:
    """Close an account at once, and have everything of it deleted after GRACE. A letter tells how to come back.

    Raises Invalid for a wrong password, RateLimited after ten of them in an hour, Conflict for the only superuser.
    """
    spend("departure", person.pk, TRIES)
    if not person.check_password(password):
        raise Invalid(errors={"password": ["This is not your password."]})
    with transaction.atomic():
        locked = User.objects.select_for_update(no_key=True).get(pk=person.pk)
        _refuse_last_superuser(locked)
        User.objects.filter(pk=person.pk).update(is_active=False)
        now = timezone.now()
        times = {"asked_at": now, "due_at": now + GRACE}
        departure, _ = Departure.objects.update_or_create(user=locked, defaults=times)
        check_rights_of(person.pk)
        _write_to(locked, departure)
    sign_out_everywhere(person)
    return departure


def come_back(key: str) -> User:
    """Undo a departure by the key of its letter; the person has to log in. Invalid once it is too late."""
    with transaction.atomic():
        departure = departure_by(key)
        gone = departure and Departure.objects.filter(pk=departure.pk, due_at__gt=timezone.now()).delete()[0]
        if not departure or not gone:
            raise Invalid("This link does not work any more.", code="invalid_key")
        User.objects.filter(pk=departure.pk).update(is_active=not is_suspended(departure.pk))
        return User.objects.get(pk=departure.pk)


def _refuse_last_superuser(person: User) -> None:
    others = User.objects.active().filter(is_superuser=True).exclude(pk=person.pk)
    if person.is_superuser and not others.exists():
        raise Conflict("You are the only superuser here. Make somebody else one first.", code="last_superuser")


def _write_to(person: User, departure: Departure) -> None:
    if person.email:
        told = {"user": person, "link": link_to(departure), "due_at": departure.due_at}
        body = render_to_string("account/email/departure_message.txt", told)
        post(EmailMessage("Your account is closed", body, settings.DEFAULT_FROM_EMAIL, [person.email]))
