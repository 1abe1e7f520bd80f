"""What can be done to an account, besides what allauth does?"""

from __future__ import annotations

import re

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from config.kernel.errors import Forbidden, Invalid
from realtime.events import People, publish
from social.accounts.events import PresenceSettingChanged, SessionCheck, TimeZoneChanged
from social.accounts.models import User

CONTROL = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")
LINE_BREAK = re.compile(r"[\r\n]")
ABOUT_ME = {"name", "bio", "city", "units", "time_zone"}
PRIVACY = {"default_visibility", "is_private", "who_may_message"}
PRIVACY |= {"shows_presence", "shows_typing", "sends_read_receipts"}
EDITABLE = frozenset(ABOUT_ME | PRIVACY)


def edit_profile(person: User, **changes: object) -> User:
    """Change what a person may change of themselves: the fields of EDITABLE. Raises Invalid, naming the fields."""
    unknown = changes.keys() - EDITABLE
    if unknown:
        raise Invalid(errors={name: ["This cannot be changed."] for name in sorted(unknown)})
    _refuse_control_characters(changes)
    for name, value in changes.items():
        setattr(person, name, value)
    try:
        person.clean_fields(exclude={field.name for field in User._meta.fields} - changes.keys())
    except ValidationError as fault:
        person.refresh_from_db(fields=list(changes))
        raise Invalid(errors=fault.message_dict) from fault
    if changes:
        with transaction.atomic():
            person.save(update_fields=list(changes))
            if "time_zone" in changes:
                publish(TimeZoneChanged(person_id=person.pk), to=None)
            if "shows_presence" in changes:
                publish(PresenceSettingChanged(person_id=person.pk), to=None)
    return person


def suspend(person: User, *, by: User) -> None:
    """Shut a person out, everywhere and at once. Forbidden for oneself, and for staff unless `by` is a superuser."""
    _may_moderate(by, person)
    User.objects.filter(pk=person.pk).update(is_active=False)
    sign_out_everywhere(person)


def restore(person: User, *, by: User) -> None:
    """Let a suspended person in again; they have to log in. Raises Forbidden as `suspend` does."""
    _may_moderate(by, person)
    User.objects.filter(pk=person.pk).update(is_active=True)


def sign_out(session_key: str) -> None:
    """End one log-in: its tokens and tickets at once, its sockets at their next look. Harmless if it has ended."""
    session = SessionStore(session_key)
    person_id = session.get(SESSION_KEY)
    session.flush()  # before it is told: whoever looks must find it gone
    if person_id is not None:
        tell_sockets(int(person_id))


def sign_out_everywhere(person: User) -> None:
    """End every log-in of a person. Reads all live sessions, for Django's do not say whose they are."""
    for row in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if row.get_decoded().get(SESSION_KEY) == str(person.pk):
            SessionStore(row.session_key).flush()
    tell_sockets(person.pk)


def tell_sockets(person_id: int) -> None:
    """Have the person's open sockets and polls look whether their log-in still stands."""
    with transaction.atomic():
        publish(SessionCheck(), to=People.of(person_id))


def _refuse_control_characters(changes: dict[str, object]) -> None:
    """Line breaks neither, but in the bio: a name may end up in the subject of a mail."""
    texts = {name: value for name, value in changes.items() if isinstance(value, str)}
    faulty = {name for name, text in texts.items() if CONTROL.search(text)}
    faulty |= {name for name, text in texts.items() if name != "bio" and LINE_BREAK.search(text)}
    if faulty:
        raise Invalid(errors={name: ["Control characters are not allowed."] for name in sorted(faulty)})


def _may_moderate(by: User, person: User) -> None:
    if by.pk == person.pk:
        raise Forbidden("You cannot do this to your own account.")
    if person.is_staff and not by.is_superuser:
        raise Forbidden("Only a superuser may do this to a member of staff.")
