"""Does everybody who wants it get their week and their month, once?"""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from config.kernel.jobs.records import ScheduledRun
from config.kernel.jobs.schedule import tick
from notifications.emails.jobs import monthly, monthly_report, weekly, weekly_summary, welcome
from notifications.emails.unsubscribing import link_for
from notifications.inbox.models import Delivery
from notifications.inbox.preferences import choose

pytestmark = pytest.mark.django_db


def last_sunday() -> date:
    """The first of seven days that are over."""
    today = datetime.now(UTC).date()
    return today - timedelta(days=(today.weekday() + 1) % 7 + 7)


@pytest.fixture
def active(alice: Any, confirmed: Any, run: Any) -> Any:
    """Alice has run twice in the week from `last_sunday()`, and once after it."""
    for days in (0, 6, 7):
        day = datetime.combine(last_sunday() + timedelta(days=days), datetime.min.time(), UTC)
        run(alice, started_at=day + timedelta(hours=8), title=f"Day {days}")
    return confirmed(alice)


def test_the_week_is_the_seven_days_before(active: Any, work: Any, mailoutbox: Any) -> None:
    weekly_summary(last_sunday())
    work()
    (letter,) = mailoutbox
    assert letter.subject == "Your week on Slipstream"
    assert "2 activities on 2 days" in letter.body
    assert "Distance: 20.0 km" in letter.body
    assert "Time: 1 h 40 min" in letter.body
    ((html, _),) = letter.alternatives
    assert "20.0 km" in html


def test_miles_are_told_to_who_counts_in_them(active: Any, mailoutbox: Any) -> None:
    type(active).objects.filter(pk=active.pk).update(units="mi")
    weekly(active.pk, last_sunday().isoformat())
    assert "Distance: 12.4 mi" in mailoutbox[0].body


def test_the_month_ends_with_its_last_day(active: Any, run: Any, mailoutbox: Any) -> None:
    today = datetime.now(UTC).date()
    first = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    type(active).objects.get(pk=active.pk).activities.all().delete()
    for moment in (first, today.replace(day=1) - timedelta(days=1)):
        run(active, started_at=datetime.combine(moment, datetime.min.time(), UTC) + timedelta(hours=9))
    monthly_report(first)
    monthly(active.pk, first.isoformat())
    assert [letter.subject for letter in mailoutbox] == ["Your month on Slipstream"]
    assert "2 activities on 2 days" in mailoutbox[0].body


def test_it_is_sent_once_whatever_runs_again(active: Any, work: Any, mailoutbox: Any) -> None:
    for _ in range(2):
        weekly_summary(last_sunday())
        work()
    weekly(active.pk, last_sunday().isoformat())
    assert len(mailoutbox) == 1


def test_a_server_that_is_away_costs_no_letter(active: Any, work: Any, letterbox: Any) -> None:
    letterbox.answer = "451 Try later"
    weekly_summary(last_sunday())
    work(faulty=True)
    assert letterbox.envelopes == []
    letterbox.answer = "250 OK"
    work(late=True, faulty=True)
    weekly(active.pk, last_sunday().isoformat())
    assert len(letterbox.envelopes) == 1


@pytest.mark.parametrize("way", ["chosen", "unconfirmed", "suspended", "nothing", "demo"])
def test_who_does_not_want_it_or_has_nothing_is_left_alone(active: Any, mailoutbox: Any, work: Any, way: str) -> None:
    match way:
        case "chosen":
            choose(active, {}, weekly_summary=False)
        case "unconfirmed":
            active.emailaddress_set.update(verified=False)
        case "suspended":
            type(active).objects.filter(pk=active.pk).update(is_active=False)
        case "nothing":
            active.activities.all().delete()
        case "demo":
            type(active).objects.filter(pk=active.pk).update(is_demo=True)
    weekly_summary(last_sunday())
    work()
    weekly(active.pk, last_sunday().isoformat())
    assert mailoutbox == []


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_and_a_retry_are_one_letter(active: Any, work: Any, letterbox: Any) -> None:
    """X9."""
    sunday = datetime.combine(last_sunday() + timedelta(days=7), datetime.min.time(), UTC) + timedelta(hours=9)
    tick(sunday - timedelta(days=7))
    ScheduledRun.objects.exclude(name="weekly_summary").delete()

    def schedule() -> None:
        tick(sunday + timedelta(minutes=1))
        connection.close()

    threads = [threading.Thread(target=schedule) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    letterbox.answer = "451 Try later"
    work(faulty=True)
    letterbox.answer = "250 OK"
    work(late=True, faulty=True)
    assert len([one for one in letterbox.envelopes if b"Your week" in one.content]) == 1


def test_a_link_asks_first_and_a_post_ends_letters_of_its_kind_only(alice: Any) -> None:
    """RFC 8058: without a cookie or a log-in."""
    client = Client(enforce_csrf_checks=True)
    path = link_for(alice, "weekly").partition("://")[2].partition("/")[2]
    assert "No more letters about your week?" in client.get(f"/{path}").content.decode()
    assert not Delivery.objects.exists()
    for _ in range(2):
        answer = client.post(f"/{path}", {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    chosen = Delivery.objects.get(user=alice)
    assert (chosen.weekly_summary, chosen.monthly_report, chosen.digest) == (False, True, "soon")


def test_a_link_that_was_tampered_with_ends_nothing(alice: Any) -> None:
    path = link_for(alice, "weekly").partition("://")[2].partition("/")[2]
    token = path.split("/")[1]
    for forged in (token[:-1] + ("A" if token[-1] != "A" else "B"), "x", token.replace(":", ".")):
        assert Client().post(f"/unsubscribe/{forged}/").status_code == 404
    assert not Delivery.objects.exists()


def test_who_confirms_an_address_is_welcomed_once(alice: Any, confirmed: Any, work: Any, mailoutbox: Any) -> None:
    from allauth.account.signals import email_confirmed

    confirmed(alice)
    for _ in range(2):
        email_confirmed.send(type(alice), request=None, email_address=alice.emailaddress_set.get())
        work()
    welcome(alice.pk)
    (letter,) = mailoutbox
    assert letter.subject == "Welcome to Slipstream"
    assert "Welcome, Alice" in letter.body
    assert "List-Unsubscribe" not in letter.extra_headers


def test_the_letter_that_confirms_an_address_is_html_as_well(work: Any, mailoutbox: Any) -> None:
    body = {"username": "frank", "email": "frank@example.org", "password": "a-good-password-for-tests"}
    assert Client().post("/api/v1/auth/signup", body, content_type="application/json").status_code in (200, 201)
    work()
    (letter,) = mailoutbox
    ((html, _),) = letter.alternatives
    link = next(word for word in letter.body.split() if "confirm" in word and word.startswith("http"))
    assert f'href="{link}"' in html
    assert "<style" not in html
