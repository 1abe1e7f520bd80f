"""Is a letter lost when its worker is killed in the middle of sending it? No; at the worst it comes twice."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from email import message_from_bytes
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from config.tests.live import free_port
from social.accounts.jobs import send_letter

pytestmark = pytest.mark.django_db(transaction=True)


class SlowLetterbox:
    """A mail server that takes its time over the first letter, before or after it has taken it."""

    def __init__(self, takes_first: bool) -> None:
        self.takes_first = takes_first
        self.subjects: list[str] = []
        self.is_asked, self.may_answer = threading.Event(), threading.Event()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        is_first = not self.is_asked.is_set()
        if self.takes_first or not is_first:
            self.subjects.append(message_from_bytes(envelope.content)["Subject"])
        self.is_asked.set()
        while is_first and not self.may_answer.is_set():
            await asyncio.sleep(0.05)
        return "250 OK"


@pytest.fixture(params=[False, True], ids=["before", "after"])
def letterbox(request: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowLetterbox]:
    """The mail server of the workers; they are killed before or after it has taken the first letter."""
    box, port = SlowLetterbox(request.param), free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    for name, value in (("EMAIL_PROVIDER", "smtp"), ("SMTP_HOST", "127.0.0.1"), ("SMTP_PORT", str(port))):
        monkeypatch.setenv(name, value)
    yield box
    box.may_answer.set()
    controller.stop()


def test_a_worker_killed_while_it_sends_loses_no_letter(
    letterbox: SlowLetterbox, worker: Any, queue: Any, until: Any
) -> None:
    """What a mail server has taken cannot be asked back, so the letter that it took from the dead comes twice."""
    first = worker("--only", "jobs", "--lost-after", "1.5")
    send_letter.enqueue(subject="Welcome", body="Hello", sender="a@example.org", to=["b@example.org"])
    until(letterbox.is_asked.is_set)
    first.kill()
    first.wait()
    assert queue()[0][1] == "doing"
    letterbox.may_answer.set()
    worker("--only", "jobs", "--lost-after", "1.5")
    until(lambda: queue() == [])
    assert letterbox.subjects == ["Welcome"] * (2 if letterbox.takes_first else 1)
