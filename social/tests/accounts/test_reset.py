"""Can a forgotten password be replaced by whoever reads the mail, and by nobody else?"""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from config.tests.cast import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)
NEW = "quite-another-password"


@pytest.fixture
def confirmed(alice):
    """alice, whose address is confirmed."""
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    return alice


@pytest.fixture
def key(post, confirmed, letters, link):
    """The key in alice's letter."""
    post("password/reset", email=confirmed.email)
    return link(letters()[0]).removeprefix("/accounts/password/reset/key/").removesuffix("/")


def test_a_program_sets_a_new_password_by_the_key_once(post, key, confirmed, log_in):
    """S-AC-8."""
    assert post("password/reset/confirm", key=key, password=NEW).status_code == 204
    log_in(confirmed, NEW)
    assert post("token", username="alice", password=PASSWORD).status_code == 401
    again = post("password/reset/confirm", key=key, password=NEW + "2")
    assert again.status_code == 400
    assert again.data["code"] == "invalid_key"


def test_every_log_in_ends(post, confirmed, log_in, client, status_of, checks, letters, link):
    """S-AC-3."""
    pair = log_in(confirmed)
    client.force_login(confirmed)
    post("password/reset", email=confirmed.email)
    key = link(letters()[0]).removeprefix("/accounts/password/reset/key/").removesuffix("/")
    post("password/reset/confirm", key=key, password=NEW)
    assert status_of(pair["access"]) == 401
    assert post("token/refresh", refresh=pair["refresh"]).status_code == 401
    assert client.get("/api/v1/users/me").status_code == 401
    assert checks(confirmed) == 1


def test_a_changed_password_ends_the_link(post, key, confirmed):
    """S-AC-8."""
    confirmed.set_password(NEW)
    confirmed.save()
    assert post("password/reset/confirm", key=key, password=NEW + "2").status_code == 400


@pytest.mark.parametrize("wrong", ["x", "1-x", "zzz-zzz", "-", "-x", "1a-" + "x" * 500])
def test_a_wrong_key_is_refused(post, confirmed, wrong):
    answer = post("password/reset/confirm", key=wrong, password=NEW)
    assert answer.status_code == 400
    assert answer.data["code"] == "invalid_key"


def test_a_weak_password_is_refused_and_the_key_stays_good(post, key):
    weak = post("password/reset/confirm", key=key, password="123")
    assert weak.status_code == 400
    assert list(weak.data["errors"]) == ["password"]
    assert post("password/reset/confirm", key=key, password=NEW).status_code == 204


def test_the_page_sets_it_without_the_key_in_the_address(client, confirmed, letters, link, log_in):
    """S-AC-8: nothing to leak by a Referer."""
    assert client.post("/accounts/password/reset/", {"email": confirmed.email}).status_code == 302
    answer = client.get(link(letters()[0]), follow=True)
    (address, _), *_ = answer.redirect_chain
    assert address.endswith("-set-password/")
    done = client.post(address, {"password1": NEW, "password2": NEW}, follow=True)
    assert "Your password is set" in done.content.decode()
    log_in(confirmed, NEW)
    assert "does not work any more" in client.get(link(letters()[0])).content.decode()


def test_opening_the_link_logs_nobody_out(client, confirmed, charlie, letters, link):
    """S-AC-6: allauth would."""
    Client().post("/accounts/password/reset/", {"email": confirmed.email})
    client.force_login(charlie)
    client.get(link(letters()[0]), follow=True)
    assert client.get("/api/v1/users/me").json()["username"] == "charlie"


def test_asking_tells_nobody_who_has_an_account(post, confirmed, charlie, client):
    """S-AC-1."""
    EmailAddress.objects.create(user=charlie, email=charlie.email, verified=False)
    emails = [confirmed.email, charlie.email, "nobody@example.org"]
    answers = [post("password/reset", email=email) for email in emails]
    assert {answer.status_code for answer in answers} == {202}
    assert len({str(answer.data) for answer in answers}) == 1
    pages = [client.post("/accounts/password/reset/", {"email": email}, follow=True) for email in emails]
    assert len({page.content for page in pages}) == 1


def test_an_address_that_was_never_confirmed_is_asked_to_confirm(post, charlie, letters):
    """S-AC-10: it may be a stranger's, typed in by mistake."""
    post("password/reset", email=charlie.email)
    (letter,) = letters()
    assert "confirm-email" in letter.body
    assert "password/reset" not in letter.body


def test_a_suspended_person_gets_no_link(post, confirmed, letters):
    confirmed.is_active = False
    confirmed.save()
    post("password/reset", email=confirmed.email)
    assert all("password/reset/key" not in letter.body for letter in letters())


def test_too_many_letters_to_one_address_are_refused(post, confirmed):
    """S-AC-2."""
    answers = [post("password/reset", email=confirmed.email) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [202] * 5 + [429]
    assert answers[-1]["Retry-After"]


@pytest.mark.parametrize("email", ["", "x", "a@b", "a@b@c.org", "x" * 300 + "@example.org"])
def test_what_is_no_address_is_refused_by_name(post, email):
    answer = post("password/reset", email=email)
    assert answer.status_code == 400
    assert list(answer.data["errors"]) == ["email"]
