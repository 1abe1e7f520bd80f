"""Is a person's picture made anew, shown to whom their card is shown, and gone when they take it back?"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from rest_framework.test import APIClient

from activities.tests.photos.pictures import frames, from_a_phone, picture
from config.kernel.files import pictures
from social.accounts.cards import Person
from social.avatars import personal
from social.avatars.models import Avatar
from social.avatars.services import set_avatar
from social.departure.deleting import delete_person
from social.departure.services import leave_for_good
from social.safety.services import block_person

pytestmark = pytest.mark.django_db
MINE = "/api/v1/users/me/avatar"


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the files of this test lie."""
    monkeypatch.setattr(pictures, "WALL_SECONDS", 60.0)
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def shown(alice: Any) -> Any:
    """alice, with a picture."""
    return set_avatar(alice, BytesIO(picture(400, 300)))


def put(client: APIClient, data: bytes) -> Any:
    return client.put(MINE, {"avatar": SimpleUploadedFile("me.jpg", data)}, format="multipart")


def files_in(media: Path) -> int:
    return sum(path.is_file() for path in media.rglob("*"))


def content(answer: Any) -> bytes:
    return answer.getvalue() if answer.streaming else answer.content


def test_a_picture_becomes_a_square_in_two_sizes_without_its_place(alice: Any, api: Any) -> None:
    """A2, S-FI-4."""
    card = put(api(alice), from_a_phone()).json()
    assert card["avatar"].startswith(f"/api/v1/users/{alice.pk}/avatar/small?v=")
    for size, side in (("small", 96), ("large", 320)):
        answer = api(alice).get(card["avatar"].replace("small", size))
        made = Image.open(BytesIO(content(answer)))
        assert (made.format, made.size, answer["Content-Type"]) == ("JPEG", (side, side), "image/jpeg")
        assert not made.getexif()
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer["Cache-Control"] == "private, no-cache"
        assert (
            api(alice).get(card["avatar"].replace("small", size), HTTP_IF_NONE_MATCH=answer["ETag"]).status_code == 304
        )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_picture"),
        (b"<svg/>", "not_a_picture"),
        (frames("WEBP"), "animated"),
        (picture()[:300], "damaged_picture"),
    ],
)
def test_what_is_no_picture_is_refused_with_the_field_named(
    shown: Any, api: Any, data: bytes, code: str, media: Path
) -> None:
    """S-FI-5."""
    answer = put(api(shown), data)
    assert (answer.status_code, answer.data["code"], list(answer.data["errors"])) == (400, code, ["avatar"])
    assert files_in(media) == 2
    shown.refresh_from_db()
    assert shown.picture is not None


def test_a_request_without_a_file_names_the_field(alice: Any, api: Any) -> None:
    answer = api(alice).put(MINE, {}, format="multipart")
    assert (answer.status_code, list(answer.data["errors"])) == (400, ["avatar"])


def test_who_may_see_the_card_may_see_the_picture(shown: Any, bob: Any, charlie: Any, api: Any) -> None:
    """A2, A3: of a private account, strangers see name and picture."""
    shown.is_private = True
    shown.save()
    for viewer in (shown, bob, charlie):
        assert api(viewer).get(shown.avatar).status_code == 200
        assert api(viewer).get(f"/api/v1/users/{shown.pk}").data["avatar"] == shown.avatar
    assert APIClient().get(shown.avatar).status_code == 401


def test_a_blocked_person_gets_404_either_way(shown: Any, charlie: Any, person: Any, api: Any) -> None:
    """S-PR-3."""
    block_person(shown, charlie.pk)
    block_person(person("erin"), shown.pk)
    for viewer in (charlie, type(shown).objects.get(username="erin")):
        assert api(viewer).get(shown.avatar).status_code == 404


def test_of_a_suspended_person_nothing_is_left_to_see(shown: Any, charlie: Any, api: Any) -> None:
    type(shown).objects.filter(pk=shown.pk).update(is_active=False)
    assert api(charlie).get(shown.avatar).status_code == 404


def test_a_new_picture_has_a_new_address_and_the_old_file_goes(
    shown: Any, api: Any, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    before = shown.avatar
    with django_capture_on_commit_callbacks(execute=True):
        after = put(api(shown), picture(64, 64)).json()["avatar"]
    assert after != before
    assert (Avatar.objects.count(), files_in(media)) == (1, 2)


def test_it_is_taken_back_and_twice_is_harmless(
    shown: Any, api: Any, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    address = shown.avatar
    with django_capture_on_commit_callbacks(execute=True):
        assert [api(shown).delete(MINE).status_code for _ in range(2)] == [204, 204]
    assert api(shown).get(address).status_code == 404
    assert api(shown).get("/api/v1/users/me").data["avatar"] is None
    assert files_in(media) == 0


def test_nobody_without_a_log_in_changes_a_picture(shown: Any) -> None:
    assert put(APIClient(), picture()).status_code == 401
    assert APIClient().delete(MINE).status_code == 401
    assert Avatar.objects.count() == 1


def test_a_card_with_a_picture_costs_no_question(shown: Any, django_assert_num_queries: Any) -> None:
    person = type(shown).objects.get(pk=shown.pk)
    with django_assert_num_queries(0):
        assert Person.of(person).avatar == shown.avatar


def test_pages_draw_it_over_the_initials(shown: Any, bob: Any, run: Any, client: Any) -> None:
    run(shown)
    client.force_login(bob)
    drawn = f'<image href="{shown.avatar}" width="40" height="40"/>'
    assert drawn in client.get("/social/").content.decode()
    large = drawn.replace("small", "large")
    assert large in client.get("/social/people/alice/").content.decode()
    assert "<image" not in client.get("/social/people/bob/").content.decode().split('<header class="profile">')[1][:600]


def test_the_settings_page_takes_and_removes_it(alice: Any, client: Any) -> None:
    client.force_login(alice)
    told = client.post("/social/settings/picture/", {"avatar": SimpleUploadedFile("me.png", picture())}, follow=True)
    assert "This is how others see you now." in told.content.decode()
    told = client.post("/social/settings/picture/", {"avatar": SimpleUploadedFile("me.png", b"no")}, follow=True)
    assert pictures.MESSAGES["not_a_picture"] in told.content.decode()
    assert Avatar.objects.count() == 1
    client.post("/social/settings/picture/", {"remove": "1"})
    assert Avatar.objects.count() == 0


def test_it_is_in_the_take_out(shown: Any) -> None:
    """A5, S-OP-6."""
    (row,), (file,) = personal.avatar(shown.pk), personal.files(shown.pk)
    assert row["path"] == file.path
    with file.file.open("rb") as opened:
        assert Image.open(opened).size == (320, 320)


@pytest.mark.django_db(transaction=True)
def test_it_goes_with_the_account(shown: Any, media: Path) -> None:
    """A5, S-OP-7."""
    departure = leave_for_good(shown, "a-good-password-for-tests")
    departure.due_at = departure.asked_at
    departure.save()
    delete_person(shown.pk)
    assert (Avatar.objects.count(), files_in(media)) == (0, 0)
