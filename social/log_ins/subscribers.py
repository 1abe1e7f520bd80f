"""What becomes of the list of log-ins when Django or allauth say that somebody logs in or has a new password?"""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from social.accounts.models import User
from social.log_ins import services
from social.log_ins.noted import noted


@receiver(user_logged_in)
def logged_in(sender: Any, request: HttpRequest, user: User, **_: Any) -> None:
    """By whichever door."""
    _note(request, user)


@receiver([password_changed, password_reset, password_set])
def password_replaced(sender: Any, request: HttpRequest, user: User, **_: Any) -> None:
    """Every log-in ends but the one that set it, which goes on under a new session."""
    mine = request.user.pk == user.pk
    if mine:
        _note(request, user)
    services.end_other_log_ins(user, request.session.session_key if mine else None)


def _note(request: HttpRequest, person: User) -> None:
    if not request.session.session_key:
        request.session.save()  # a key is given when it is stored
    session_key = str(request.session.session_key)
    services.note_log_in(person, session_key, request.META.get("HTTP_USER_AGENT", ""))
    noted.is_due(session_key)
