"""After which events is a letter due?"""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.dispatch import receiver
from django.utils import timezone

from notifications.emails.jobs import missed, moderation, welcome
from notifications.emails.missed import DELAY
from notifications.inbox.events import Told
from realtime.events import subscriber
from social.moderation.events import DecisionMade


@subscriber(Told)
def mail_what_is_missed(event: Told) -> None:
    """After a while, if it is not read by then; one letter for all that has gathered."""
    if event.by_email:
        missed.enqueue_at(timezone.now() + DELAY, person_id=event.person_id, once=f"missed:{event.person_id}")


@subscriber(DecisionMade)
def write_of_a_decision(event: DecisionMade) -> None:
    """At once, for it may shut the person out."""
    moderation.enqueue(decision_id=event.decision_id)


@receiver(email_confirmed)
def greet(sender: Any, email_address: EmailAddress, **_: Any) -> None:
    """Who has confirmed their address is welcomed."""
    welcome.enqueue(person_id=email_address.user_id)
