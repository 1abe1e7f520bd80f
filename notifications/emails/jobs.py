"""Which letters are sent later, and which by the clock?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db import transaction

from config.kernel.jobs import job, once, scheduled
from notifications.emails.letters import address_of, letter_to
from notifications.emails.missed import send_missed
from notifications.emails.readers import readers_of
from notifications.emails.reports import month_from, report, week_from
from notifications.inbox.models import Digest
from social.accounts.models import User
from social.moderation.answering import link_to
from social.moderation.kinds import label_of
from social.moderation.models import Decision

SUNDAY = 6
DECIDED = "A decision about your account"
SUBJECTS = {"warn": "A warning by a moderator", "suspend": "Your account is suspended"}


@job("emails.welcome", queue="outbox", priority=5)
def welcome(person_id: int) -> None:
    """Greet a person who has confirmed an address, once for ever."""
    with transaction.atomic():
        person = User.objects.active().get(pk=person_id)
        address = address_of(person)
        if address and once("welcome", person.date_joined.date(), person_id):
            letter_to(person, address, "welcome", "Welcome to Slipstream").send()


@job("emails.moderation", queue="outbox", priority=10)
def moderation(decision_id: int) -> None:
    """Tell a person what was decided about them, once, with the way to answer; also one who is suspended."""
    with transaction.atomic():
        decision = Decision.objects.told().select_related("person").filter(pk=decision_id).first()
        if decision is None or decision.person is None:
            return
        address = address_of(decision.person)
        if address and once(f"moderation:{decision_id}", decision.created_at.date(), decision.person.pk):
            told = {"decision": decision, "label": label_of(decision.kind), "link": link_to(decision)}
            letter_to(decision.person, address, "moderation", SUBJECTS.get(decision.action, DECIDED), **told).send()


@job("emails.missed", queue="outbox")
def missed(person_id: int) -> None:
    """Send what was missed, or look again later; nothing if it has been read."""
    later = send_missed(person_id, digest=Digest.SOON)
    if later:
        missed.enqueue_at(later, person_id=person_id, once=f"missed:{person_id}")


@job("emails.digest", queue="outbox", priority=-5)
def digest(person_id: int, rhythm: str) -> None:
    """Send what was missed since the last one; a line is mailed once, so again sends nothing."""
    send_missed(person_id, digest=rhythm)


@job("emails.weekly", queue="outbox", priority=-5)
def weekly(person_id: int, period: str) -> None:
    """Send a person their week, once."""
    _report(person_id, date.fromisoformat(period), "weekly", "Your week on Slipstream", week_from)


@job("emails.monthly", queue="outbox", priority=-5)
def monthly(person_id: int, period: str) -> None:
    """Send a person their month, once."""
    _report(person_id, date.fromisoformat(period), "monthly", "Your month on Slipstream", month_from)


@scheduled("digests", cron="0 8 * * *", period="day")
def digests(period: date) -> None:
    """To those who want it daily; and once a week, with Sunday's, to those who want it weekly."""
    rhythms = [Digest.DAILY, Digest.WEEKLY] if period.weekday() == SUNDAY else [Digest.DAILY]
    for rhythm in rhythms:
        people = readers_of("digest", rhythm.value)
        digest.enqueue_many([{"person_id": pk, "rhythm": rhythm.value} for pk in people])


@scheduled("weekly_summary", cron="0 9 * * 0", period="week")
def weekly_summary(period: date) -> None:
    """To everybody who wants it; `period` is the first of the seven days before this Sunday."""
    people = readers_of("weekly_summary", True)
    weekly.enqueue_many([{"person_id": pk, "period": period.isoformat()} for pk in people])


@scheduled("monthly_report", cron="0 0 1 * *", period="month")
def monthly_report(period: date) -> None:
    """To everybody who wants it."""
    people = readers_of("monthly_report", True)
    monthly.enqueue_many([{"person_id": pk, "period": period.isoformat()} for pk in people])


def _report(person_id: int, first: date, name: str, subject: str, span_of: Callable[[date], tuple[date, date]]) -> None:
    """In one transaction with the note that it is done: a mail server that is away leaves neither."""
    with transaction.atomic():
        person = User.objects.active().filter(pk=person_id, pk__in=readers_of(FIELDS[name], True)).first()
        if person is None or not once(name, first, person_id):
            return
        address, told = address_of(person), report(person, span_of(first))
        if address and told:
            letter_to(person, address, name, subject, **told).send()


FIELDS = {"weekly": "weekly_summary", "monthly": "monthly_report"}
