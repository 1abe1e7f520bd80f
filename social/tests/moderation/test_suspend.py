"""What does a suspension for a time do, what is the person told, and does it end by itself?"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from activities.engagement.commenting import add_comment
from config.tests.cast import PASSWORD
from notifications.models import Notification
from realtime.models import OutboxEvent
from social.departure.services import leave_for_good
from social.models import Case, Decision
from social.moderation.jobs import end_suspensions_regularly
from social.moderation.reporting import report

pytestmark = pytest.mark.django_db
LOG_IN = "/api/v1/auth/token"


@pytest.fixture
def case(alice: Any, bob: Any, run: Any) -> Any:
    report(alice, "comment", add_comment(run(alice), bob, "An ugly word").pk, "hate")
    return Case.objects.get()


def log_in(api: Any, password: str = PASSWORD) -> Any:
    return api().post(LOG_IN, {"username": "bob", "password": password}, format="json")


def after(**passed: float) -> Any:
    return time_machine.travel(timezone.now() + timedelta(**passed))


def test_the_log_in_says_why_until_when_and_where_to_answer_to_the_person_alone(
    bob: Any, case: Any, decide: Any, api: Any
) -> None:
    decide(case, "suspend", days="7")
    refused = log_in(api)
    told = refused.json()
    assert (refused.status_code, told["code"]) == (401, "account_suspended")
    assert "We do not want this here." in told["detail"]
    assert told["until"].startswith(f"{Decision.objects.get().until:%Y-%m-%d}")
    wrong = log_in(api, "not-the-password")
    assert (wrong.json()["code"], "until" in wrong.json()) == ("invalid_credentials", False)
    page = Client().post("/accounts/login/", {"login": "bob", "password": PASSWORD}, follow=True)
    assert "This account is suspended" in page.content.decode()
    for place in (page.redirect_chain[-1][0], told["answer_at"]):
        path = place[place.index("/accounts/decisions/") :]
        assert "We do not want this here." in Client().get(path).content.decode()


def test_others_see_nothing_of_the_person_meanwhile(alice: Any, bob: Any, case: Any, decide: Any, api: Any) -> None:
    decide(case, "suspend", days="1")
    client = api(alice)
    assert client.get(f"/api/v1/users/{bob.pk}").status_code == 404
    assert client.get("/social/people/bob/").status_code == 404
    assert OutboxEvent.objects.filter(type="sight_changed", audience__contains="followers").exists()


def test_the_letter_leads_to_an_answer_without_a_log_in(
    bob: Any, case: Any, decide: Any, desk: Any, work: Any, reached: Any
) -> None:
    reached(bob)
    decide(case, "suspend", days="30")
    work()
    (letter,) = [letter for letter in mail.outbox if letter.subject == "Your account is suspended"]
    path = re.search(r"https?://[^/]+(/accounts/decisions/\S+)", letter.body).group(1)
    page = Client().get(path)
    assert "An ugly word" in page.content.decode()
    assert Client().post(path, {"text": " "}).status_code == 400
    assert "The moderators read it" in Client().post(path, {"text": "It was a quotation"}).content.decode()
    assert Client().post(path, {"text": "Another one"}).status_code == 409
    assert Decision.objects.get().answer == "It was a quotation"
    assert "It was a quotation" in desk.get(f"/admin/social/case/{case.pk}/change/").content.decode()
    assert Client().get("/accounts/decisions/forged/").status_code == 404


@pytest.mark.parametrize("how", ["the schedule", "the log-in"])
def test_it_ends_by_itself(bob: Any, case: Any, decide: Any, api: Any, how: str) -> None:
    decide(case, "suspend", days="1")
    with after(hours=23):
        end_suspensions_regularly()
        assert log_in(api).json()["code"] == "account_suspended"
    with after(hours=25):
        if how == "the schedule":
            end_suspensions_regularly()
            bob.refresh_from_db()
            assert bob.is_active
        assert log_in(api).status_code == 200
    assert Decision.objects.get().lifted_at is not None


def test_one_for_good_does_not_end_and_a_newer_one_counts(bob: Any, case: Any, decide: Any, api: Any) -> None:
    decide(case, "suspend", days="1")
    decide(case, "suspend", days="")
    with after(days=400):
        end_suspensions_regularly()
        assert log_in(api).json()["until"] is None
    decide(case, "reinstate", reason="We were wrong.")
    assert log_in(api).status_code == 200
    assert not Decision.objects.in_force().exists()
    told = Notification.objects.filter(user=bob, type="moderation").order_by("pk").values_list("title", flat=True)
    assert list(told) == ["Your account was suspended", "Your account is open again"]


def test_who_closed_their_account_meanwhile_stays_out(bob: Any, case: Any, decide: Any) -> None:
    leave_for_good(bob, PASSWORD)
    decide(case, "suspend", days="1")
    with after(hours=25):
        end_suspensions_regularly()
    bob.refresh_from_db()
    assert not bob.is_active
