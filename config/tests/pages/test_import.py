"""Can one try a file, import many, and see what became of each, by forms alone?"""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from activities.tasks.models import Task
from activities.tracking.models import Activity
from config.tests.pages.test_record import GPX, recording

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Any) -> None:
    """Files go where they are gone after the test."""
    settings.MEDIA_ROOT = tmp_path


def test_a_file_is_tried_and_nothing_is_stored(alice: Any, visit: Any) -> None:
    client = visit(alice)
    text = client.post("/social/import/", {"file": recording(), "title": "My title", "try": "1"}).content.decode()
    assert "This is what it would be" in text
    assert "<bdi>My title</bdi>" in text
    assert "Nothing is stored yet." in text
    assert not Activity.objects.exists()
    client.post("/social/import/", {"file": recording()})
    text = client.post("/social/import/", {"file": recording(), "try": "1"}).content.decode()
    assert f'href="/social/activities/{Activity.objects.get().pk}/" data-field="double-link"' in text


def test_what_one_probably_has_is_imported_when_one_insists(alice: Any, visit: Any) -> None:
    client = visit(alice)
    client.post("/social/import/", {"file": recording()})
    again = GPX.replace(b"Harbour", b"By my watch")
    answer = client.post("/social/import/", {"file": recording(again)})
    assert answer.status_code == 400
    assert "This is probably" in answer.content.decode()
    assert 'name="force"' in answer.content.decode()
    client.post("/social/import/", {"file": recording(again), "force": "on"})
    assert Activity.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_many_files_and_a_zip_are_imported_with_a_word_on_each(alice: Any, visit: Any, work: Any) -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as zipped:
        zipped.writestr("packed.gpx", GPX.replace(b"T06:", b"T18:"))
    files = [recording(), recording(b"hello"), SimpleUploadedFile("all.zip", packed.getvalue())]
    client = visit(alice)
    answer = client.post("/social/import/", {"file": files})
    task = Task.objects.get()
    place = f"/social/import/{task.pk}/"
    assert answer["Location"] == place
    assert '<noscript><meta http-equiv="refresh"' in client.get(place).content.decode()
    work()
    text = client.get(place).content.decode()
    assert "Done: 3 of 3, 1 not imported." in text
    assert "not a readable" in text
    assert "packed.gpx" in text
    assert text.count(">Imported</a>") == 2
    assert "http-equiv" not in text
    assert Activity.objects.filter(user=alice).count() == 2


@pytest.mark.django_db(transaction=True)
def test_nobody_sees_the_import_of_another(alice: Any, bob: Any, visit: Any) -> None:
    visit(alice).post("/social/import/", {"file": [recording(), recording(b"hello")]})
    assert visit(bob).get(f"/social/import/{Task.objects.get().pk}/").status_code == 404


def test_a_name_of_a_file_stays_text(alice: Any, visit: Any) -> None:
    evil = SimpleUploadedFile("<img src=x onerror=alert(1)>.gpx", GPX, "application/gpx+xml")
    answer = visit(alice).post("/social/import/", {"file": [evil, recording(b"hello")]}, follow=True)
    assert "&lt;img src=x onerror=alert(1)&gt;.gpx" in answer.content.decode()
    assert "<img src=x" not in answer.content.decode()


def test_an_import_without_a_file_says_so(alice: Any, visit: Any) -> None:
    answer = visit(alice).post("/social/import/", {"title": "My title"})
    assert answer.status_code == 400
    assert "This field is required." in answer.content.decode()
    assert 'value="My title"' in answer.content.decode()
