"""Who moderates, and what is decided in these tests?"""

from __future__ import annotations

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.test import Client

from social.moderation.models import Case


@pytest.fixture
def mona(person: Any, db: None) -> Any:
    """A moderator by the command, without any other right."""
    mona = person("mona")
    call_command("moderators", "mona", verbosity=0)
    mona.refresh_from_db()
    return mona


@pytest.fixture
def desk(mona: Any) -> Client:
    """Her browser."""
    client = Client()
    client.force_login(mona)
    return client


@pytest.fixture
def decide(desk: Client) -> Any:
    """Fills in the form of a case: `decide(case, "hide")`."""

    def fill_in(case: Case, action: str, **fields: Any) -> Any:
        body = {"action": action, "rule": "hate", "reason": "We do not want this here.", "days": ""} | fields
        return desk.post(f"/admin/social/case/{case.pk}/change/", body, follow=True)

    return fill_in


@pytest.fixture
def reached() -> Any:
    """Confirms somebody's address, so that letters reach them."""

    def confirm(person: Any) -> str:
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        return str(person.email)

    return confirm
