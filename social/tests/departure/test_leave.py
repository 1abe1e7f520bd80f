"""Is an account that its owner deletes closed at once, and can it be opened again for a while?"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from config.tests.cast import PASSWORD
from social.departure.jobs import delete_due
from social.departure.models import Departure
from social.models import User

pytestmark = pytest.mark.django_db
ME = "/api/v1/users/me"


def leave(api: Any, person: Any, password: str = PASSWORD) -> Any:
    return api(person).delete(ME, {"password": password}, format="json")


def key_in(letter: Any) -> str:
    found = re.search(r"/accounts/return/([^/]+)/", letter.body)
    assert found
    return found.group(1)


def test_a_closed_account_is_out_of_everything_at_once(alice: Any, bob: Any, run: Any, api: Any, work: Any) -> None:
    activity = run(alice, visibility=0)
    signed_in = api(alice)
    tokens = api().post("/api/v1/auth/token", {"username": "alice", "password": PASSWORD}, format="json").json()
    answer = leave(api, alice)
    assert answer.status_code == 202
    assert answer.json().keys() == {"due_at"}
    assert signed_in.get(ME).status_code in (401, 403)
    bearer = {"HTTP_AUTHORIZATION": f"Bearer {tokens['access']}"}
    assert api().get(ME, **bearer).status_code == 401
    refreshed = api().post("/api/v1/auth/token/refresh", {"refresh": tokens["refresh"]}, format="json")
    assert refreshed.status_code == 401
    again = api().post("/api/v1/auth/token", {"username": "alice", "password": PASSWORD}, format="json")
    assert again.status_code == 401
    client = api(bob)
    assert client.get("/api/v1/users?search=alice").json()["results"] == []
    assert client.get("/api/v1/friends").json()["results"] == []
    assert client.get("/api/v1/feed").json()["results"] == []
    for path in (f"users/{alice.pk}", f"activities/{activity.pk}"):
        assert client.get(f"/api/v1/{path}").status_code == 404, path


def test_the_password_is_asked_for_and_not_to_be_guessed(alice: Any, api: Any) -> None:
    assert leave(api, alice, "wrong").json()["errors"].keys() == {"password"}
    assert api(alice).delete(ME, {}, format="json").status_code == 400
    assert api(alice).delete(ME).status_code == 400
    assert [leave(api, alice, "wrong").status_code for _ in range(10)][-1] == 429
    assert api(alice).get(ME).status_code == 200
    assert not Departure.objects.exists()


def test_nobody_leaves_without_a_log_in_and_only_for_themselves(alice: Any, bob: Any, api: Any) -> None:
    assert api().delete(ME, {"password": PASSWORD}, format="json").status_code in (401, 403)
    assert leave(api, bob).status_code == 202
    alice.refresh_from_db()
    assert alice.is_active


def test_the_only_superuser_stays(dana: Any, person: Any, api: Any) -> None:
    assert leave(api, dana).json()["code"] == "last_superuser"
    person("erin", is_superuser=True, is_staff=True)
    assert leave(api, dana).status_code == 202


def test_the_letter_opens_the_account_again(alice: Any, api: Any, work: Any) -> None:
    leave(api, alice)
    work()
    letter = mail.outbox[-1]
    assert letter.to == ["alice@example.org"]
    key = key_in(letter)
    page = api().get(f"/accounts/return/{key}/")
    assert "Keep your account?" in page.text
    assert not User.objects.get(pk=alice.pk).is_active
    assert api().post("/api/v1/auth/return", {"key": key}, format="json").status_code == 204
    signed_in = api().post("/api/v1/auth/token", {"username": "alice", "password": PASSWORD}, format="json")
    assert signed_in.status_code == 200
    assert api().post("/api/v1/auth/return", {"key": key}, format="json").json()["code"] == "invalid_key"
    assert "does not work any more" in api().get(f"/accounts/return/{key}/").text


def test_the_page_opens_it_too(alice: Any, api: Any, work: Any) -> None:
    leave(api, alice)
    work()
    assert "Welcome back" in api().post(f"/accounts/return/{key_in(mail.outbox[-1])}/").text
    assert User.objects.get(pk=alice.pk).is_active


def test_a_key_is_for_one_departure_and_for_a_week(alice: Any, api: Any, work: Any) -> None:
    leave(api, alice)
    work()
    first = key_in(mail.outbox[-1])
    api().post("/api/v1/auth/return", {"key": first}, format="json")
    alice.refresh_from_db()
    leave(api, alice)
    work()
    assert api().post("/api/v1/auth/return", {"key": first}, format="json").status_code == 400
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1), tick=False):
        late = api().post("/api/v1/auth/return", {"key": key_in(mail.outbox[-1])}, format="json")
    assert late.status_code == 400
    assert api().post("/api/v1/auth/return", {"key": "x:y"}, format="json").status_code == 400


def test_nothing_is_deleted_before_its_time_or_of_who_was_let_in_again(alice: Any, api: Any, work: Any) -> None:
    leave(api, alice)
    delete_due()
    work()
    assert User.objects.filter(pk=alice.pk).exists()
    User.objects.filter(pk=alice.pk).update(is_active=True)  # by a moderator
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        delete_due()
        work()
    assert User.objects.filter(pk=alice.pk).exists()
    assert not Departure.objects.exists()
