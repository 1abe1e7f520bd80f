"""What do only the tests of accounts need? Tokens, the letters that were sent, and the events that wait."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from rest_framework.response import Response
from rest_framework.test import APIClient

from config.tests.cast import PASSWORD
from realtime.events.models import OutboxEvent
from social.accounts.mail import POSTMAN

AUTH = "/api/v1/auth"


@pytest.fixture
def post() -> Callable[..., Response]:
    """Knocks at a door: `post("token", username="alice", password="…")`, with a token if there is one."""

    def knock(door: str, access: str = "", **body: Any) -> Response:
        client = APIClient(HTTP_AUTHORIZATION=f"Bearer {access}") if access else APIClient()
        return client.post(f"{AUTH}/{door}", body)

    return knock


@pytest.fixture
def log_in(post: Callable[..., Response]) -> Callable[..., dict[str, Any]]:
    """Logs a person in as a program does: `log_in(alice)["access"]`."""

    def enter(person: Any, password: str = PASSWORD) -> dict[str, Any]:
        answer = post("token", username=person.username, password=password)
        assert answer.status_code == 200, answer.data
        return dict(answer.data)

    return enter


@pytest.fixture
def status_of() -> Callable[[str], int]:
    """What the API answers to a token."""

    def ask(access: str) -> int:
        return APIClient(HTTP_AUTHORIZATION=f"Bearer {access}").get("/api/v1/users/me").status_code

    return ask


@pytest.fixture
def letters() -> Callable[[], list[mail.EmailMessage]]:
    """The letters sent so far, once the thread that sends them is done."""

    def collect() -> list[mail.EmailMessage]:
        POSTMAN.submit(int).result(timeout=5)
        return mail.outbox

    return collect


@pytest.fixture
def link() -> Callable[[mail.EmailMessage], str]:
    """The path of the link in a letter."""

    def find(letter: mail.EmailMessage) -> str:
        found = re.search(r"https?://[^/\s]+(/\S+)", letter.body)
        assert found, letter.body
        return found[1]

    return find


@pytest.fixture
def checks() -> Callable[[Any], int]:
    """How often a person's sockets have been asked to look again."""

    def count(person: Any) -> int:
        return OutboxEvent.objects.filter(type="session_check", audience__contains=f"[{person.pk}]").count()

    return count
