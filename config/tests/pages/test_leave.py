"""Can one delete one's account by the page, and does it say what goes?"""

from __future__ import annotations

from typing import Any

import pytest

from config.tests.cast import PASSWORD
from social.departure.models import Departure

pytestmark = pytest.mark.django_db
PAGE = "/social/settings/leave/"


def test_the_page_says_what_goes_and_how_to_come_back(alice: Any, visit: Any) -> None:
    text = visit(alice).get(PAGE).content.decode()
    assert "After 7 days" in text
    assert alice.email in text
    assert 'href="/social/settings/exports/"' in text


def test_a_wrong_password_deletes_nothing(alice: Any, visit: Any) -> None:
    answer = visit(alice).post(PAGE, {"password": "wrong"})
    assert answer.status_code == 400
    assert "This is not your password." in answer.content.decode()
    assert not Departure.objects.exists()


def test_who_leaves_is_logged_out_and_told_until_when_to_come_back(alice: Any, visit: Any) -> None:
    alice.set_password(PASSWORD)
    alice.save()
    client = visit(alice)
    text = client.post(PAGE, {"password": PASSWORD}).content.decode()
    assert "Your account is closed" in text
    assert f"{Departure.objects.get().due_at:%Y}" in text
    assert client.get("/social/")["Location"].startswith("/accounts/login/")
    alice.refresh_from_db()
    assert not alice.is_active
