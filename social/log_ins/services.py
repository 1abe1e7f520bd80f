"""How does a log-in come into the list, and how is it ended? The only writers of log-ins."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.backends.cached_db import SessionStore
from django.utils import timezone

from config.kernel.errors import NotFound
from social.accounts.models import User
from social.accounts.services import sign_out, tell_sockets
from social.log_ins.devices import device_of
from social.log_ins.models import LogIn

SEEN_EVERY = timedelta(minutes=5)


def note_log_in(person: User, session_key: str, user_agent: str) -> LogIn:
    """Put a log-in on the person's list."""
    now = timezone.now()
    facts = {"person": person, "device": device_of(user_agent), "created_at": now, "last_seen_at": now}
    log_in, _ = LogIn.objects.update_or_create(session_id=session_key, defaults=facts)
    return log_in


def note_use(session_key: str) -> None:
    """The log-in was used just now; written at most once in SEEN_EVERY."""
    now = timezone.now()
    LogIn.objects.filter(session=session_key, last_seen_at__lt=now - SEEN_EVERY).update(last_seen_at=now)


def end_log_in(person: User, id: int) -> None:
    """End one of one's own log-ins: its tokens at once, its sockets and polls within seconds. NotFound for others'."""
    session_key = LogIn.objects.filter(pk=id, person=person).values_list("session", flat=True).first()
    if session_key is None:
        raise NotFound
    sign_out(session_key)


def end_other_log_ins(person: User, but: str | None) -> int:
    """End all of a person's log-ins but that of the session `but`; returns how many."""
    others = list(LogIn.objects.filter(person=person).exclude(session=but or "").values_list("session", flat=True))
    for session_key in others:
        SessionStore(session_key).flush()
    tell_sockets(person.pk)
    return len(others)
