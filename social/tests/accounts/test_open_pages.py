"""Does every account page that can be reached come up, in our own dress?"""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from allauth.urls import urlpatterns
from django.urls import get_resolver

from config.tests.cast import PASSWORD

pytestmark = pytest.mark.django_db
OPEN = [
    "login",
    "signup",
    "password/reset",
    "password/reset/done",
    "password/reset/key/done",
    "confirm-email",
    "inactive",
]
OURS = ["logout", "email", "password/change", "reauthenticate"]
BROKEN_LINKS = ["confirm-email/x:y:z", "password/reset/key/1a-abc"]


@pytest.mark.parametrize("name", OPEN + BROKEN_LINKS)
def test_a_stranger_s_page_comes_up(client, name):
    answer = client.get(f"/accounts/{name}/")
    assert answer.status_code == 200
    assert "base.html" in [template.name for template in answer.templates]
    assert "<h1>" in answer.content.decode()


@pytest.mark.parametrize("name", OURS)
def test_a_person_s_page_comes_up(client, alice, name):
    client.force_login(alice)
    answer = client.get(f"/accounts/{name}/")
    assert answer.status_code == 200
    assert "base.html" in [template.name for template in answer.templates]
    assert answer["Cache-Control"]


@pytest.mark.parametrize("name", ["email", "password/change", "password/set", "reauthenticate"])
def test_a_person_s_page_asks_a_stranger_to_log_in(client, name):
    assert client.get(f"/accounts/{name}/")["Location"] == f"/accounts/login/?next=/accounts/{name}/"


def test_who_has_no_password_yet_sets_one(client, person):
    client.force_login(person("erin", password=None))
    assert client.get("/accounts/password/change/")["Location"] == "/accounts/password/set/"
    assert client.get("/accounts/password/set/").status_code == 200


def test_no_page_of_allauth_is_left_out():
    """A new version may bring one: it needs a template and a line above."""
    known = {*OPEN, *OURS, "password/set", "login/code/confirm"}
    patterns = [str(pattern.pattern) for part in urlpatterns for pattern in part.url_patterns]
    assert {text.removesuffix("/") for text in patterns if not text.startswith("^")} == known
    assert len([text for text in patterns if text.startswith("^")]) == len(BROKEN_LINKS)
    assert get_resolver().resolve("/accounts/login/")


def test_a_fault_in_a_form_stands_at_its_field(client):
    form = {"username": "a", "email": "no", "password1": PASSWORD, "password2": "other"}
    page = client.post("/accounts/signup/", form).content.decode()
    for field in ("username", "email", "password2"):
        assert f'id="id_{field}_error"' in page
        assert f'aria-describedby="id_{field}_error"' in page or f'id_{field}_error"' in page


@pytest.fixture
def confirmed(client, alice):
    """alice's browser, in which she has just given her password again: addresses are changed by nobody else."""
    client.force_login(alice)
    client.post("/accounts/reauthenticate/?next=/social/", {"password": PASSWORD})
    return client


def test_addresses_are_added_confirmed_and_removed(confirmed):
    client = confirmed
    client.post("/accounts/email/", {"action_add": "", "email": "second@example.org"})
    page = client.get("/accounts/email/").content.decode()
    assert "second@example.org" in page
    assert "not confirmed" in page
    client.post("/accounts/email/", {"action_remove": "", "email": "second@example.org"})
    assert not EmailAddress.objects.filter(email="second@example.org").exists()


def test_adding_a_stranger_s_address_tells_nothing_of_them(confirmed, charlie):
    """S-AC-1."""
    client = confirmed
    EmailAddress.objects.create(user=charlie, email=charlie.email, verified=True)
    known = client.post("/accounts/email/", {"action_add": "", "email": charlie.email})
    unknown = client.post("/accounts/email/", {"action_add": "", "email": "nobody@example.org"})
    assert known.status_code == unknown.status_code == 302
    assert known["Location"] == unknown["Location"] == "/accounts/email/"


def test_the_password_confirms_that_it_is_you(client, alice):
    client.force_login(alice)
    wrong = client.post("/accounts/reauthenticate/", {"password": "wrong"})
    assert wrong.status_code == 200
    assert 'class="errors"' in wrong.content.decode()
    right = client.post("/accounts/reauthenticate/?next=/social/", {"password": PASSWORD})
    assert right["Location"] == "/social/"


def test_who_is_logged_in_is_led_past_the_log_in(client, alice):
    client.force_login(alice)
    assert client.get("/accounts/login/")["Location"] == "/social/"
