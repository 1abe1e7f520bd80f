"""Does signing up make an account, and tell strangers nothing?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from rest_framework.test import APIClient

from config.tests.cast import PASSWORD
from social.accounts.models import User

pytestmark = pytest.mark.django_db
ERIN = {"username": "erin", "email": "erin@example.org", "password": PASSWORD}


def test_a_program_gets_an_account_and_two_tokens(post, status_of):
    answer = post("signup", **ERIN)
    assert answer.status_code == 201
    assert answer.data["user"] == {"id": User.objects.get().pk, "username": "erin", "name": "erin", "avatar": None}
    assert status_of(answer.data["access"]) == 200
    assert post("token/refresh", refresh=answer.data["refresh"]).status_code == 200


def test_no_cookie_is_set_and_no_csrf_token_is_asked_for(db):
    answer = APIClient(enforce_csrf_checks=True).post("/api/v1/auth/signup", ERIN)
    assert answer.status_code == 201
    assert not answer.cookies


def test_a_person_signs_up_on_the_page_and_is_logged_in(client):
    form = {"username": "erin", "email": "erin@example.org", "password1": PASSWORD, "password2": PASSWORD}
    answer = client.post("/accounts/signup/", form)
    assert answer.status_code == 302
    assert answer["Location"] == "/social/"
    assert client.get("/api/v1/users/me").json()["username"] == "erin"


def test_the_page_refuses_a_form_without_a_csrf_token():
    form = {"username": "erin", "email": "erin@example.org", "password1": PASSWORD, "password2": PASSWORD}
    assert Client(enforce_csrf_checks=True).post("/accounts/signup/", form).status_code == 403
    assert not User.objects.exists()


def test_a_known_address_is_answered_like_an_unknown_one(post, alice):
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    known, unknown = post("signup", **{**ERIN, "email": alice.email}), post("signup", **{**ERIN, "username": "frank"})
    assert known.status_code == unknown.status_code == 201
    assert known.data.keys() == unknown.data.keys()
    assert not EmailAddress.objects.get(user__username="erin").verified


@pytest.mark.parametrize(
    "username", ["erin@example.org", "a", "two words", "x" * 31, "", " ", "erin/../", "<b>", "-\u202e\u0000"]
)
def test_a_user_name_that_could_be_mistaken_is_refused(post, username):
    answer = post("signup", **{**ERIN, "username": username})
    assert answer.status_code == 400
    assert "username" in answer.data.get("errors", {}) or "NUL" in answer.data["detail"]
    assert not User.objects.exists()


@pytest.mark.parametrize("password", ["short", "password123", "erin-example", ""])
def test_a_weak_password_is_refused_by_name(post, password):
    answer = post("signup", **{**ERIN, "username": "erin-example", "password": password})
    assert answer.status_code == 400
    assert list(answer.data["errors"]) == ["password"]
    assert not User.objects.exists()


def test_blanks_at_the_ends_of_a_password_are_part_of_it(post, client):
    """On the page and in the API alike."""
    password = "  a password with blanks  "
    access = post("signup", **{**ERIN, "password": password}).data["access"]
    assert post("token", username="erin", password=password).status_code == 200
    assert post("token", username="erin", password=password.strip()).status_code == 401
    assert client.post("/accounts/login/", {"login": "erin", "password": password}).status_code == 302
    changed = {"current_password": password, "new_password": password + " "}
    assert post("password/change", access=access, **changed).status_code == 200
    assert post("token", username="erin", password=password + " ").status_code == 200


def test_too_many_sign_ups_from_one_network_are_refused(client):
    answers = [client.post("/accounts/signup/", {}) for _ in range(200)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert 0 < len(refused) < 200
    assert refused[0]["Retry-After"]
    assert "Too many tries" in refused[0].content.decode()


def test_a_taken_name_is_refused_whatever_its_case(post, alice):
    answer = post("signup", **{**ERIN, "username": "ALICE"})
    assert answer.status_code == 400
    assert answer.data["code"] == "invalid"
    assert answer.data["errors"] == {"username": ["This user name is taken."]}


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_take_one_name_at_once_one_gets_it():
    def sign_up(number):
        try:
            body = {**ERIN, "email": f"erin{number}@example.org", "username": ["erin", "Erin"][number % 2]}
            return APIClient().post("/api/v1/auth/signup", body).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        statuses = sorted(threads.map(sign_up, range(8)))
    assert statuses == [201] + [400] * 7
    assert User.objects.count() == EmailAddress.objects.count() == Session.objects.count() == 1


BAD_BODIES = {
    "not JSON": b"{",
    "not an object": b"[]",
    "a number": b"7",
    "NUL": b'{"username": "a\\u0000b"}',
    "half a surrogate pair": b'{"username": "\\ud800"}',
    "not UTF-8": b'{"username": "\xff"}',
    "deep": b"[" * 10_000 + b"]" * 10_000,
    "deep and open": b'{"a":' * 10_000,
    "an object for a text": b'{"username": {"$ne": ""}, "email": [], "password": null}',
    "NaN": b'{"username": NaN}',
    "a very long text": b'{"username": "' + b"x" * 900_000 + b'"}',
    "nothing": b"",
}


@pytest.fixture(scope="module")
def anybody():
    """A program that has shown nothing."""
    return APIClient()


@pytest.mark.parametrize("door", ["signup", "token", "token/refresh", "password/reset", "password/reset/confirm"])
@pytest.mark.parametrize("body", BAD_BODIES.values(), ids=BAD_BODIES)
def test_a_body_that_is_no_good_is_a_400(anybody, door, body):
    answer = anybody.generic("POST", f"/api/v1/auth/{door}", body, content_type="application/json")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_a_body_over_a_megabyte_is_a_413():
    body = b'{"username": "' + b"x" * 1_000_001 + b'"}'
    answer = APIClient().generic("POST", "/api/v1/auth/token", body, content_type="application/json")
    assert answer.status_code == 413


def test_fields_that_are_not_asked_for_change_nothing(post):
    post("signup", **ERIN, is_staff=True, is_superuser=True, id=99, is_demo=True)
    erin = User.objects.get()
    assert not erin.is_staff
    assert not erin.is_superuser
    assert not erin.is_demo
    assert erin.pk != 99
