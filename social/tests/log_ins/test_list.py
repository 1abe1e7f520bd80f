"""Does a person see from where they are signed in, and nobody else?"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from rest_framework.test import APIClient

from config.tests.cast import PASSWORD
from social.log_ins.devices import device_of
from social.log_ins.models import LogIn
from social.log_ins.noted import noted

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
SESSIONS = "/api/v1/auth/sessions"


def browser(login: str = "alice") -> Any:
    """A visitor who has signed in on the page."""
    client = APIClient(HTTP_USER_AGENT=FIREFOX)
    client.post("/accounts/login/", {"login": login, "password": PASSWORD}, format="multipart")
    return client


def program(login: str = "alice") -> APIClient:
    """A program that has logged in by the door."""
    client = APIClient(HTTP_USER_AGENT="okhttp/4.12.0")
    pair = client.post("/api/v1/auth/token", {"username": login, "password": PASSWORD}).data
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {pair['access']}")
    return client


def told(client: Any) -> list[tuple[str, bool]]:
    return [(row["device"], row["current"]) for row in client.get(SESSIONS).data["results"]]


def test_cookies_and_tokens_are_listed_alike_and_this_one_is_marked(alice: Any, charlie: Any) -> None:
    """S-AC-3: a person sees their log-ins."""
    there, here, _ = browser(), program(), browser("charlie")
    assert told(here) == [("okhttp", True), ("Firefox on Linux", False)]
    assert sorted(told(there)) == [("Firefox on Linux", True), ("okhttp", False)]
    row = here.get(SESSIONS).data["results"][0]
    assert set(row) == {"id", "device", "created_at", "last_seen_at", "expires_at", "current"}


def test_a_new_pair_of_tokens_is_the_same_log_in(alice: Any) -> None:
    pair = APIClient().post("/api/v1/auth/token", {"username": "alice", "password": PASSWORD}).data
    pair = APIClient().post("/api/v1/auth/token/refresh", {"refresh": pair["refresh"]}).data
    again = APIClient(HTTP_AUTHORIZATION=f"Bearer {pair['access']}")
    assert [current for _, current in told(again)] == [True]


def test_what_has_run_out_is_not_listed(alice: Any) -> None:
    old, here = browser(), program()
    Session.objects.filter(log_in__device="Firefox on Linux").update(expire_date=timezone.now() - timedelta(seconds=1))
    assert told(here) == [("okhttp", True)]
    assert old.cookies


def test_log_out_takes_it_from_the_list(alice: Any) -> None:
    there, here = browser(), program()
    there.post("/accounts/logout/")
    assert told(here) == [("okhttp", True)]
    assert LogIn.objects.count() == 1


def test_a_new_password_leaves_one_on_the_list(alice: Any) -> None:
    """S-AC-3."""
    browser()
    here = program()
    change = {"current_password": PASSWORD, "new_password": "quite-another-password"}
    pair = here.post("/api/v1/auth/password/change", change).data
    here.credentials(HTTP_AUTHORIZATION=f"Bearer {pair['access']}")
    assert told(here) == [("okhttp", True)]


@pytest.mark.parametrize("enter", [browser, program])
def test_use_is_noted_after_some_minutes_and_not_with_each_request(
    alice: Any, enter: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    long_ago, client = timezone.now() - timedelta(hours=3), enter()
    LogIn.objects.update(last_seen_at=long_ago)
    client.get("/api/v1/users/me")
    assert LogIn.objects.get().last_seen_at == long_ago  # this process noted it at the log-in
    monkeypatch.setattr(noted, "_at", {})
    client.get("/api/v1/users/me")
    assert LogIn.objects.get().last_seen_at > long_ago


def test_no_address_is_kept(alice: Any) -> None:
    browser()
    row = LogIn.objects.values().get()
    assert "127.0.0.1" not in str(row)
    assert FIREFOX not in str(row)


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        (FIREFOX, "Firefox on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1", "Safari on iPhone"),
        ("python-requests/2.33", "python-requests"),
        ("<script>alert(1)</script>", "Unknown device"),
        ("", "Unknown device"),
        ("x" * 5000, "x" * 40),
    ],
)
def test_a_device_is_told_by_its_kind(user_agent: str, device: str) -> None:
    assert device_of(user_agent) == device


def test_nobody_without_a_log_in_is_told(alice: Any) -> None:
    assert APIClient().get(SESSIONS).status_code == 401
