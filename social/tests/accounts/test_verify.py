"""Is an address confirmed by whoever reads its mail, and by nobody else?"""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import signing
from django.test import override_settings

from config.tests.cast import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def erin(post):
    """Has just signed up."""
    answer = post("signup", username="erin", email="erin@example.org", password=PASSWORD)
    return dict(answer.data)


def key_in(path: str) -> str:
    return path.removeprefix("/accounts/confirm-email/").removesuffix("/")


def test_signing_up_sends_one_letter_with_a_link_of_ours(erin, letters):
    (letter,) = letters()
    assert letter.to == ["erin@example.org"]
    assert "erin" in letter.body
    assert f"{settings.PUBLIC_URL}/accounts/confirm-email/" in letter.body


def test_the_link_begins_as_the_operator_says(client, letters):
    form = {"username": "erin", "email": "erin@example.org", "password1": PASSWORD, "password2": PASSWORD}
    client.post("/accounts/signup/", form, HTTP_HOST="127.0.0.1:6666")
    assert "6666" not in letters()[0].body


def test_a_program_confirms_by_the_key_once(post, erin, letters, link):
    """S-AC-8."""
    key = key_in(link(letters()[0]))
    assert post("email/verify", key=key).status_code == 204
    assert EmailAddress.objects.get().verified
    again = post("email/verify", key=key)
    assert again.status_code == 400
    assert again.data["code"] == "invalid_key"


def test_the_page_confirms_by_a_button_and_not_by_being_read(client, erin, letters, link):
    """S-AC-6."""
    page = client.get(link(letters()[0]))
    assert page.status_code == 200
    assert "erin@example.org" in page.content.decode()
    assert not EmailAddress.objects.get().verified
    assert client.post(link(letters()[0])).status_code == 302
    assert EmailAddress.objects.get().verified
    assert "does not work any more" in client.get(link(letters()[0])).content.decode()


def test_opening_another_s_link_logs_nobody_out(client, erin, letters, link, alice):
    """S-AC-6: allauth would."""
    client.force_login(alice)
    client.get(link(letters()[0]))
    assert client.get("/api/v1/users/me").json()["username"] == "alice"


def test_a_forged_or_old_key_is_refused(post, erin, monkeypatch):
    """S-AC-8."""
    address = EmailAddress.objects.get()
    forged = signing.dumps(address.pk, key="another", salt="account")
    with monkeypatch.context() as at:
        at.setattr(signing.time, "time", lambda: 1_000_000.0)
        old = signing.dumps(address.pk, salt="account")
    for key in (forged, old, "x", ":", "a" * 1000):
        assert post("email/verify", key=key).data["code"] == "invalid_key"
    assert not EmailAddress.objects.get().verified


def test_an_address_confirmed_elsewhere_cannot_be_confirmed_twice(post, erin, alice, letters, link):
    EmailAddress.objects.create(user=alice, email="erin@example.org", verified=True)
    assert post("email/verify", key=key_in(link(letters()[0]))).status_code == 400
    assert EmailAddress.objects.filter(verified=True).count() == 1


def test_the_letter_can_be_sent_again_after_a_while(post, erin, letters, settings):
    letters()
    settings.ACCOUNT_RATE_LIMITS = {"confirm_email": None}
    assert post("email/resend", email="ERIN@example.org").status_code == 202
    assert [letter.to for letter in letters()] == [["erin@example.org"]] * 2


def test_not_again_at_once(post, erin, letters):
    post("email/resend", email="erin@example.org")
    assert len(letters()) == 1


def test_sending_again_tells_nobody_who_has_an_account(post, erin, alice, letters, settings):
    """S-AC-1, S-AC-10."""
    settings.ACCOUNT_RATE_LIMITS = {"confirm_email": None}
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True)
    answers = [post("email/resend", email=email) for email in ("erin@example.org", alice.email, "nobody@example.org")]
    assert len({(answer.status_code, str(answer.data)) for answer in answers}) == 1
    assert not any(answer.cookies for answer in answers)
    assert {letter.to[0] for letter in letters()} == {"erin@example.org"}


def test_too_many_letters_to_one_address_are_refused(post):
    statuses = [post("email/resend", email="erin@example.org").status_code for _ in range(6)]
    assert statuses == [202] * 5 + [429]


def test_a_mail_server_that_is_away_stops_nobody(post, settings, letters, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert post("signup", username="erin", email="erin@example.org", password=PASSWORD).status_code == 201
    assert letters(faulty=True) == []
    assert "ConnectionRefusedError" in caplog.text
    assert "erin@example.org" not in caplog.text


def test_a_letter_waits_until_the_mail_server_is_back(post, letters):
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_PORT=1):
        post("signup", username="erin", email="erin@example.org", password=PASSWORD)
        assert letters(faulty=True) == []
    (letter,) = letters(late=True)
    assert letter.to == ["erin@example.org"]


def test_a_sign_up_that_fails_sends_nothing(post, alice, letters):
    post("signup", username="alice", email="erin@example.org", password=PASSWORD)
    assert letters() == []
