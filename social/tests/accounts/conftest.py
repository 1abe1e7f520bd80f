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
from social.accounts import services

AUTH = "/api/v1/auth"
ANYBODY = APIClient()  # one for all: making one takes longer than a request


@pytest.fixture
def post() -> Callable[..., Response]:
    """Knocks at a door: `post("token", username="alice", password="…")`, with a token if there is one."""

    def knock(door: str, access: str = "", **body: Any) -> Response:
        ANYBODY.cookies.clear()
        return ANYBODY.post(f"{AUTH}/{door}", body, **({"HTTP_AUTHORIZATION": f"Bearer {access}"} if access else {}))

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
        return ANYBODY.get("/api/v1/users/me", HTTP_AUTHORIZATION=f"Bearer {access}").status_code

    return ask


@pytest.fixture
def letters(work: Callable[..., None]) -> Callable[..., list[mail.EmailMessage]]:
    """The letters sent so far, once those that wait have gone: `letters()`, with what `work` takes."""

    def collect(**how: bool) -> list[mail.EmailMessage]:
        work(**how)
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
def checks(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], int]:
    """How often a person's sockets were asked to look again; from what is published, for a relay may take the row."""
    told, publish = [], services.publish

    def listen(event: Any, *, to: Any) -> None:
        publish(event, to=to)
        told.append((event.type, to.ids))

    monkeypatch.setattr(services, "publish", listen)
    return lambda person: told.count(("session_check", (person.pk,)))
