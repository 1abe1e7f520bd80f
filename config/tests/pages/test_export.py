"""Can one take one's data away by forms alone, and see how far it is?"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import AsyncClient
from django.utils import timezone

from activities.exports.models import ExportFile
from activities.exports.services import KEPT, remove_old
from activities.tasks.models import Task

pytestmark = pytest.mark.django_db
PAGE = "/social/settings/exports/"


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Any) -> None:
    """Files go where they are gone after the test."""
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.django_db(transaction=True)
def test_a_document_is_made_downloaded_and_gone_after_a_week(alice: Any, run: Any, visit: Any, work: Any) -> None:
    run(alice)
    client = visit(alice)
    text = client.post(PAGE, {"pdf": "1"}, follow=True).content.decode()
    assert "Waiting for its turn" in text
    assert '<noscript><meta http-equiv="refresh"' in text
    work()
    text = client.get(PAGE).content.decode()
    assert "Ready. Kept until " in text
    assert "http-equiv" not in text
    place = f"{PAGE}{Task.objects.get().pk}/"
    assert f'href="{place}"' in text
    link = client.get(place)["Location"]
    assert visit().get(link)["Content-Type"] == "application/pdf"
    ExportFile.objects.update(created_at=timezone.now() - KEPT - timedelta(hours=1))
    remove_old()
    assert "Deleted after seven days." in client.get(PAGE).content.decode()
    assert client.get(place).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_an_archive_is_made_whatever_is_switched_off(alice: Any, visit: Any, work: Any, switched_off: Any) -> None:
    switched_off("exports")
    client = visit(alice)
    text = client.post(f"{PAGE}everything/", follow=True).content.decode()
    assert "Archive of everything" in text
    assert "Tables and documents are switched off" in text
    assert client.post(PAGE, {"pdf": "1"}).status_code == 403
    work()
    assert Task.objects.get().status == "done"


def test_nobody_sees_or_takes_the_files_of_another(alice: Any, bob: Any, visit: Any) -> None:
    visit(alice).post(PAGE, {"pdf": "1"})
    client = visit(bob)
    assert "None yet." in client.get(PAGE).content.decode()
    assert client.get(f"{PAGE}{Task.objects.get().pk}/").status_code == 404


def test_days_in_the_wrong_order_are_told_at_their_field(alice: Any, visit: Any) -> None:
    answer = visit(alice).post(PAGE, {"first": "2026-05-02", "last": "2026-05-01", "pdf": "1"})
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == ["first"]
    assert 'value="2026-05-02"' in answer.content.decode()
    assert not Task.objects.exists()


@pytest.mark.django_db(transaction=True)
async def test_a_table_comes_with_the_answer(alice: Any, arun: Any) -> None:
    await arun(title="Mine")
    client = AsyncClient()
    await client.aforce_login(alice)
    answer = await client.post(PAGE, {"csv": "1"})
    content = b"".join([piece async for piece in answer.streaming_content])
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert content.count(b"\r\n") == 2
    assert b"Mine" in content
    cache.set(f"export-turn:{alice.pk}", 1, 60)
    answer = await client.post(PAGE, {"csv": "1"}, follow=True)
    assert "One export at a time." in answer.content.decode()


@pytest.fixture
def arun(alice: Any, run: Any) -> Any:
    """Records an activity of alice, from an asynchronous test."""
    from asgiref.sync import sync_to_async

    return sync_to_async(lambda **fields: run(alice, **fields))
