"""What happens when Django or allauth say that a log-in is over?"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from social.accounts import events, services  # noqa: F401 - registers the event
from social.accounts.models import User


@receiver(user_logged_out)
def logged_out(sender: Any, request: HttpRequest, user: User | None, **_: Any) -> None:
    """Django says so before it ends the session; sockets are told after, or they would find it alive."""
    if user is not None:
        request.session.flush()
        services.tell_sockets(user.pk)
