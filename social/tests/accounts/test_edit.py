"""What may a person change of themselves?"""

from __future__ import annotations

import pytest

from config.kernel.errors import Invalid
from social.accounts.models import User, Visibility
from social.accounts.services import EDITABLE, edit_profile

pytestmark = pytest.mark.django_db
ME = "/api/v1/users/me"


def test_one_reads_one_s_own_settings_and_address(api, alice):
    assert api(alice).get(ME).data == {
        "id": alice.pk,
        "username": "alice",
        "email": "alice@example.org",
        "name": "Alice",
        "avatar": None,
        "bio": "",
        "city": "",
        "units": "km",
        "time_zone": "UTC",
        "default_visibility": "friends",
        "is_private": False,
        "who_may_message": "friends",
        "shows_presence": True,
        "shows_typing": True,
        "sends_read_receipts": True,
    }


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Alice Ångström"},
        {"bio": "Runs.\nSwims."},
        {"city": "Gent"},
        {"units": "mi"},
        {"time_zone": "America/Argentina/Buenos_Aires"},
        {"default_visibility": "private"},
        {"default_visibility": "public"},
        {"is_private": True},
        {"who_may_message": "everyone"},
        {"shows_presence": False},
        {"shows_typing": False},
        {"sends_read_receipts": False},
        {"name": ""},
    ],
)
def test_what_is_changed_stays_changed_and_nothing_else_does(api, alice, change):
    before = api(alice).get(ME).data
    answer = api(alice).patch(ME, change)
    assert answer.status_code == 200
    assert answer.data == {**before, **change} == api(alice).get(ME).data


@pytest.mark.parametrize(
    "change",
    [
        {"name": "x" * 61},
        {"name": "two\nlines"},
        {"name": "a\u2028b"},
        {"city": "tab\there"},
        {"bio": "x" * 301},
        {"bio": "bell\x07"},
        {"units": "furlongs"},
        {"time_zone": "Mars/Olympus"},
        {"time_zone": ""},
        {"default_visibility": "1"},
        {"default_visibility": 1},
        {"default_visibility": "everybody"},
        {"default_visibility": []},
        {"is_private": "perhaps"},
        {"who_may_message": "nobody"},
        {"shows_presence": None},
        {"name": None},
        {"name": {"a": 1}},
    ],
)
def test_what_is_not_right_is_named_and_nothing_is_changed(api, alice, change):
    answer = api(alice).patch(ME, {"units": "mi", **change})
    assert answer.status_code == 400
    assert list(answer.data["errors"]) == list(change)
    alice.refresh_from_db()
    assert alice.units == "km"


def test_what_is_not_one_s_own_to_change_is_left_alone(api, alice):
    """S-AZ-6."""
    client = api(alice)
    before = User.objects.filter(pk=alice.pk).values().get()
    body = {field.name: 7 if field.get_internal_type().endswith("Field") else 1 for field in User._meta.fields}
    answer = client.patch(ME, {name: value for name, value in body.items() if name not in EDITABLE})
    assert answer.status_code == 200
    assert User.objects.filter(pk=alice.pk).values().get() == before


def test_only_reading_and_changing_are_offered(api, alice):
    assert api(alice).put(ME, {}).status_code == 405
    assert api(alice).post(ME, {}).status_code == 405


def test_a_stranger_gets_401(api):
    assert api().get(ME).status_code == 401
    assert api().patch(ME, {"name": "x"}).status_code == 401


def test_a_page_is_held_to_the_same_rules(alice):
    with pytest.raises(Invalid) as refused:
        edit_profile(alice, is_staff=True)
    assert refused.value.errors == {"is_staff": ["This cannot be changed."]}
    with pytest.raises(Invalid) as refused:
        edit_profile(alice, city="x" * 61, default_visibility=9)
    assert refused.value.errors.keys() == {"city", "default_visibility"}
    assert (alice.city, alice.default_visibility) == ("", Visibility.FRIENDS)
    assert edit_profile(alice, bio="One.\r\nTwo.", default_visibility=Visibility.PUBLIC).default_visibility == 0
