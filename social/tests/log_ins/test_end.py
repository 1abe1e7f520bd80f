"""Does a person end their log-ins, one or all others, and nobody else's?"""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from social.log_ins.models import LogIn
from social.tests.log_ins.test_list import SESSIONS, browser, program, told

pytestmark = pytest.mark.django_db


def test_one_is_ended_with_its_tokens(alice: Any) -> None:
    """S-AC-3."""
    there, here = program(), browser()
    (other,) = [row for row in here.get(SESSIONS).data["results"] if not row["current"]]
    assert here.delete(f"{SESSIONS}/{other['id']}").status_code == 204
    assert there.get("/api/v1/users/me").status_code == 401
    assert told(here) == [("Firefox on Linux", True)]
    assert here.delete(f"{SESSIONS}/{other['id']}").status_code == 404


def test_all_others_are_ended_at_once(alice: Any, charlie: Any) -> None:
    """S-AC-3."""
    others, here, stranger = [program(), browser(), program()], program(), program("charlie")
    assert here.delete(SESSIONS).status_code == 204
    assert [client.get("/api/v1/users/me").status_code for client in others] == [401] * 3
    assert told(here) == [("okhttp", True)]
    assert stranger.get("/api/v1/users/me").status_code == 200


def test_the_one_that_asks_may_end_itself(alice: Any) -> None:
    here = program()
    (mine,) = here.get(SESSIONS).data["results"]
    assert here.delete(f"{SESSIONS}/{mine['id']}").status_code == 204
    assert here.get("/api/v1/users/me").status_code == 401


def test_a_stranger_gets_404_and_ends_nothing(alice: Any, charlie: Any) -> None:
    hers = program()
    (row,) = hers.get(SESSIONS).data["results"]
    assert program("charlie").delete(f"{SESSIONS}/{row['id']}").status_code == 404
    assert hers.get("/api/v1/users/me").status_code == 200
    assert APIClient().delete(f"{SESSIONS}/{row['id']}").status_code == 401
    assert APIClient().delete(SESSIONS).status_code == 401


def test_the_page_lists_them_and_ends_one_without_scripts(alice: Any) -> None:
    there, here = program(), browser()
    text = here.get("/social/settings/").content.decode()
    assert "okhttp" in text
    assert "This one" in text
    other = LogIn.objects.get(device="okhttp")
    assert here.post("/social/settings/log-ins/", {"log_in": other.pk}, format="multipart").status_code == 302
    assert there.get("/api/v1/users/me").status_code == 401
    assert "okhttp" not in here.get("/social/settings/").content.decode()


def test_the_page_ends_all_others(alice: Any) -> None:
    others, here = [program(), browser()], browser()
    here.post("/social/settings/log-ins/", {}, format="multipart")
    assert [client.get("/api/v1/users/me").status_code for client in others] == [401] * 2
    assert here.get("/social/settings/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_its_socket_and_poll_end_and_the_others_stay(live: Any, alice: Any) -> None:
    """S-WS-5: the log-ins of two devices are ended from a third."""
    here = browser()
    socket, poll = live(alice), live(alice, by="poll")
    for device in (socket, poll):
        device.expect("social_data")
    assert here.delete(SESSIONS).status_code == 204
    assert socket.expect_closed(within_s=30) == 4504
    assert poll.expect_closed(within_s=30) == 401
    assert here.get("/api/v1/users/me").status_code == 200
