"""Does a new password end every log-in but one's own?"""

from __future__ import annotations

import pytest
from django.test import Client
from rest_framework.test import APIClient

from config.tests.cast import PASSWORD

pytestmark = pytest.mark.django_db
NEW = "quite-another-password"
CHANGE = {"current_password": PASSWORD, "new_password": NEW}


def test_a_program_goes_on_with_new_tokens_and_the_others_end(post, alice, log_in, status_of, client, checks):
    """S-AC-3."""
    mine, other = log_in(alice), log_in(alice)
    client.force_login(alice)
    answer = post("password/change", access=mine["access"], **CHANGE)
    assert answer.status_code == 200
    assert status_of(answer.data["access"]) == 200
    assert post("token/refresh", refresh=answer.data["refresh"]).status_code == 200
    for old in (mine, other):
        assert status_of(old["access"]) == 401
        assert post("token/refresh", refresh=old["refresh"]).status_code == 401
    assert client.get("/api/v1/users/me").status_code == 401
    assert checks(alice) == 1
    log_in(alice, NEW)


def test_a_cookie_goes_on_and_the_others_end(alice, client, log_in, status_of):
    """S-AC-3."""
    access = log_in(alice)["access"]
    client.force_login(alice)
    assert client.post("/api/v1/auth/password/change", CHANGE).status_code == 204
    assert client.get("/api/v1/users/me").status_code == 200
    assert status_of(access) == 401


def test_with_a_cookie_a_csrf_token_is_needed(alice):
    """S-AC-6."""
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(alice)
    assert client.post("/api/v1/auth/password/change", CHANGE).status_code == 403
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)


def test_the_page_does_the_same(alice, client, log_in, status_of, checks):
    access = log_in(alice)["access"]
    client.force_login(alice)
    form = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    page = client.post("/accounts/password/change/", form, follow=True)
    assert "Your password is changed" in page.content.decode()
    assert client.get("/api/v1/users/me").status_code == 200
    assert status_of(access) == 401
    assert checks(alice) == 1


def test_the_page_refuses_a_form_without_a_csrf_token(alice):
    """S-AC-6."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    form = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert client.post("/accounts/password/change/", form).status_code == 403


@pytest.mark.parametrize(
    ("faulty", "field"),
    [({"current_password": "wrong"}, "current_password"), ({"new_password": "123"}, "new_password")],
)
def test_what_is_not_right_is_named(post, alice, log_in, status_of, faulty, field):
    access = log_in(alice)["access"]
    answer = post("password/change", access=access, **{**CHANGE, **faulty})
    assert answer.status_code == 400
    assert list(answer.data["errors"]) == [field]
    assert status_of(access) == 200


def test_guessing_the_current_password_is_stopped(post, alice, log_in):
    """S-AC-2."""
    access = log_in(alice)["access"]
    guesses = [post("password/change", access=access, **{**CHANGE, "current_password": "no"}) for _ in range(6)]
    assert [answer.status_code for answer in guesses] == [400] * 5 + [429]


def test_a_stranger_gets_401(post):
    assert post("password/change", **CHANGE).status_code == 401
