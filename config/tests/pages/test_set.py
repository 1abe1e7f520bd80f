"""Can one say who one is and how things are shown?"""

from __future__ import annotations

from typing import Any

import pytest

from social.accounts.services import EDITABLE, PRIVACY

pytestmark = pytest.mark.django_db

TYPED = {
    "name": "Alice Andersen",
    "bio": "Runs.\r\nRides.",
    "city": "Bergen",
    "units": "mi",
    "time_zone": "Europe/Oslo",
    "default_visibility": "2",
    "is_private": "on",
    "who_may_message": "friends",
}


def test_the_profile_is_saved(alice: Any, visit: Any) -> None:
    answer = visit(alice).post("/social/settings/", TYPED, follow=True)
    assert "Saved." in answer.content.decode()
    alice.refresh_from_db()
    assert (alice.name, alice.bio, alice.city, alice.units) == (
        "Alice Andersen",
        "Runs.\nRides.",
        "Bergen",
        "mi",
    )
    assert (alice.time_zone, alice.default_visibility, alice.is_private) == ("Europe/Oslo", 2, True)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("time_zone", "Mars/Olympus_Mons"),
        ("units", "leagues"),
        ("name", "x" * 61),
        ("default_visibility", "9"),
    ],
)
def test_a_form_that_fails_keeps_what_was_typed_and_saves_nothing(
    field: str, value: str, alice: Any, visit: Any
) -> None:
    answer = visit(alice).post("/social/settings/", TYPED | {field: value})
    assert answer.status_code == 400
    assert field in answer.context["form"].errors
    assert 'value="Bergen"' in answer.content.decode()
    assert '<bdi class="name">alice</bdi>' in answer.content.decode()
    alice.refresh_from_db()
    assert (alice.name, alice.city) == ("Alice", "")


def test_what_is_not_on_the_form_cannot_be_changed(alice: Any, visit: Any) -> None:
    visit(alice).post("/social/settings/", TYPED | {"is_staff": "on", "username": "root", "is_active": ""})
    alice.refresh_from_db()
    assert (alice.username, alice.is_staff, alice.is_active) == ("alice", False, True)


def test_every_setting_of_privacy_is_on_the_page(alice: Any, visit: Any) -> None:
    """A3."""
    page = visit(alice).get("/social/settings/")
    assert set(page.context["form"].fields) == EDITABLE
    assert all(f'name="{name}"' in page.content.decode() for name in PRIVACY)


def test_the_account_pages_are_linked(alice: Any, visit: Any) -> None:
    text = visit(alice).get("/social/settings/").content.decode()
    for address in ("/accounts/email/", "/accounts/password/change/", "/accounts/logout/"):
        assert address in text
