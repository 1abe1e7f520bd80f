"""Who gets letters in these tests? People who have confirmed their address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from allauth.account.models import EmailAddress

from config.tests.live import free_port


@pytest.fixture
def confirmed() -> Any:
    """Confirms a person's address: `confirmed(alice)`."""

    def confirm(person: Any) -> Any:
        EmailAddress.objects.update_or_create(
            user=person, email=person.email, defaults={"verified": True, "primary": True}
        )
        return person

    return confirm


class Letterbox:
    """What a mail server has taken, as it came over the wire; `answer` is what it says to the next ones."""

    def __init__(self) -> None:
        self.envelopes: list[Any] = []
        self.answer = "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.answer.startswith("250"):
            self.envelopes.append(envelope)
        return self.answer


@pytest.fixture
def letterbox(settings: Any) -> Iterator[Letterbox]:
    """A real mail server on this machine, that letters go to."""
    box, port = Letterbox(), free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield box
    controller.stop()
