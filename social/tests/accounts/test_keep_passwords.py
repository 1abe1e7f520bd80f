"""Are passwords kept as they should be, and is the person told when theirs, or their address, is changed?"""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings as configured
from django.contrib.auth.hashers import make_password
from django.test import Client

from config.tests.cast import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)
NEW = "quite-another-password"


@pytest.fixture
def lasting(settings: Any) -> None:
    """Passwords are kept as in production, not as in tests."""
    settings.PASSWORD_HASHERS = configured.LASTING_HASHERS


@pytest.fixture
def confirmed(alice: Any) -> Any:
    """alice, whose address is confirmed."""
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    return alice


def test_a_new_password_is_kept_as_argon2(lasting: Any, post: Any, django_user_model: Any) -> None:
    post("signup", username="erin", email="erin@example.org", password=NEW)
    kept = django_user_model.objects.get(username="erin").password
    assert re.match(r"argon2\$argon2id\$v=19\$m=19456,t=2,p=1\$", kept)


def test_an_older_hash_becomes_argon2_at_the_next_log_in(lasting: Any, alice: Any, log_in: Any) -> None:
    alice.password = make_password(PASSWORD, hasher="pbkdf2_sha256")
    alice.save()
    log_in(alice)
    alice.refresh_from_db()
    assert alice.password.startswith("argon2$argon2id$")
    log_in(alice)


def test_a_new_password_is_told_by_mail(confirmed: Any, post: Any, log_in: Any, letters: Any) -> None:
    access = log_in(confirmed)["access"]
    post("password/change", access=access, current_password=PASSWORD, new_password=NEW)
    (letter,) = letters()
    assert (letter.to, letter.subject) == ([confirmed.email], "Your password was changed")
    assert "If it was not you" in letter.body
    assert "127.0.0.1" not in letter.body


def test_another_address_wants_the_password_again_and_the_old_one_is_told(confirmed: Any, letters: Any) -> None:
    """With the log-in alone an address is not changed: a phone on a table is not its owner."""
    EmailAddress.objects.create(user=confirmed, email="new@example.org", verified=True)
    client = Client()
    client.force_login(confirmed)
    change = {"action_primary": "", "email": "new@example.org"}
    asked = client.post("/accounts/email/", change)
    assert asked["Location"].startswith("/accounts/reauthenticate/")
    assert client.post(asked["Location"], {"password": "wrong"}).status_code == 200
    confirmed.refresh_from_db()
    assert confirmed.email == "alice@example.org"
    client.post(asked["Location"], {"password": PASSWORD})  # what was asked for goes on by itself
    confirmed.refresh_from_db()
    assert confirmed.email == "new@example.org"
    (letter,) = letters()
    assert (letter.to, letter.subject) == (["alice@example.org"], "Your e-mail address was changed")
    assert "go to new@example.org from now on" in letter.body
    assert "127.0.0.1" not in letter.body


@pytest.mark.parametrize("change", [{"action_add": "", "email": "new@example.org"}, {"action_remove": ""}])
def test_neither_is_one_added_or_removed_by_the_log_in_alone(confirmed: Any, change: dict[str, str]) -> None:
    EmailAddress.objects.create(user=confirmed, email="other@example.org", verified=True)
    client = Client()
    client.force_login(confirmed)
    asked = client.post("/accounts/email/", {"email": "other@example.org"} | change)
    assert asked["Location"].startswith("/accounts/reauthenticate/")
    kept = EmailAddress.objects.filter(user=confirmed).values_list("email", flat=True)
    assert set(kept) == {"alice@example.org", "other@example.org"}
