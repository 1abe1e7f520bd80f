"""Do open sockets and polls end with the log-in, within five seconds? Over the real server and relay."""

from __future__ import annotations

import time

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from config.tests.cast import PASSWORD
from realtime.events.models import OutboxEvent
from social.accounts import services

pytestmark = pytest.mark.django_db(transaction=True)
NEW = "quite-another-password"


@pytest.fixture
def live(live, charlie):
    """Devices, once the relay is at work: the five seconds are for the news, not for a worker to start."""
    services.tell_sockets(charlie.pk)
    deadline = time.monotonic() + 30
    while OutboxEvent.objects.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    return live


def change_password(alice, dana):
    client = Client()
    client.force_login(alice)
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})


ENDS = {
    "signed out everywhere": (lambda alice, dana: services.sign_out_everywhere(alice), 4504),
    "another device changed the password": (change_password, 4504),
    "suspended": (lambda alice, dana: services.suspend(alice, by=dana), 4503),
}


@pytest.mark.parametrize(("end", "code"), ENDS.values(), ids=ENDS)
def test_it_ends_on_socket_and_poll(live, alice, charlie, dana, end, code):
    """S-WS-5, P12."""
    socket, poll, stranger = live(alice), live(alice, by="poll"), live(charlie)
    for device in (socket, poll, stranger):
        device.expect("social_data")
    end(alice, dana)
    assert socket.expect_closed(within_s=9) == code
    assert poll.expect_closed(within_s=9) == 401
    stranger.settle(quiet_s=0.2)
    assert stranger.closed_with is None
    assert "session_check" not in [*socket.types(), *poll.types(), *stranger.types()]


def test_one_log_out_leaves_the_person_s_other_devices(live, alice):
    """S-WS-5."""
    before = set(Session.objects.values_list("pk", flat=True))
    mine, other = live(alice), live(alice)
    for device in (mine, other):
        device.expect("social_data")
    first, *_ = Session.objects.exclude(pk__in=before).order_by("expire_date").values_list("pk", flat=True)
    services.sign_out(first)
    assert mine.expect_closed(within_s=9) == 4504
    other.settle(quiet_s=0.2)
    assert other.closed_with is None
