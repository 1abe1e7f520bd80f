"""What has a person missed, and when are they sent it? Unread, wanted by e-mail, still theirs to see, and once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from notifications.emails.letters import address_of, letter_to
from notifications.inbox.away import is_away
from notifications.inbox.kinds import subjects_of
from notifications.inbox.lines import in_words, lines_of
from notifications.inbox.links import link_of
from notifications.inbox.models import Digest, Notification
from notifications.inbox.preferences import channels_of, delivery_of, quiet_until
from realtime.events.subjects import visible
from social.accounts.models import User

DELAY = timedelta(minutes=10)
SHOWN = 20
OLDEST = {Digest.SOON: timedelta(days=1), Digest.DAILY: timedelta(days=2), Digest.WEEKLY: timedelta(days=8)}


def send_missed(person_id: int, *, digest: str) -> datetime | None:
    """Send what is missed to a person who wants it in this rhythm; when to look again, None: not for this.

    Who is here, or was a moment ago, may still read it on the page; in quiet hours nothing is sent.
    """
    now = timezone.now()
    with transaction.atomic():
        person = User.objects.active().select_for_update(no_key=True).filter(pk=person_id).first()
        if person is None or delivery_of(person).digest != digest:
            return None
        address, lines = address_of(person), missed(person, now - OLDEST[Digest(digest)])
        if address is None or not lines:
            return None
        if digest == Digest.SOON and (later := _not_before(person, now)):
            return later
        Notification.objects.filter(pk__in=[line.pk for line in lines]).update(mailed_at=now)
        letter_to(person, address, "missed", _subject(lines), **_content(lines)).send()
    return None


def missed(person: User, since: datetime) -> list[Any]:
    """The lines, newest first, in words; for each type wanted by e-mail, unread and not mailed yet."""
    wanted = [kind for kind, channels in channels_of(person).items() if channels.in_app and channels.email]
    rows = lines_of(person.pk).unread().filter(type__in=wanted, mailed_at=None, created_at__gte=since)
    found = list(rows[: SHOWN * 2])
    seen = visible({name for row in found for name in subjects_of(row)}, person.pk)
    return in_words(row for row in found if seen.issuperset(subjects_of(row)))


def _not_before(person: User, now: datetime) -> datetime | None:
    if not is_away(person, now):
        return now + DELAY
    return quiet_until(person, delivery_of(person), now)


def _subject(lines: list[Any]) -> str:
    return str(lines[0].title) if len(lines) == 1 else f"{len(lines)} things you missed on Slipstream"


def _content(lines: list[Any]) -> dict[str, Any]:
    told = [{"title": line.title, "message": line.message, "link": link_of(line)} for line in lines[:SHOWN]]
    return {"lines": told, "more": max(0, len(lines) - SHOWN)}
