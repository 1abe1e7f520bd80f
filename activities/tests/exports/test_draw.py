"""Does the PDF hold what it should, whatever people have written, and for its owner only?"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from asgiref.sync import async_to_sync
from django.db import transaction
from django.utils import timezone

from activities.exports import documents
from activities.exports.jobs import make_pdf, remove_old_files
from activities.exports.selectors import Asked
from activities.exports.services import start_pdf
from activities.models import ExportFile, Task
from activities.tests.exports.paper import text_of
from realtime.models import OutboxEvent

pytestmark = pytest.mark.django_db
PDF = "/api/v1/activities/export/pdf"


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


def content_of(response: Any) -> bytes:
    async def read() -> bytes:
        return b"".join([piece async for piece in response.streaming_content])

    return async_to_sync(read)()


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def made(api: Any, person: Any, work: Any, **asked: Any) -> bytes:
    job = api(person).post(PDF, asked, format="json")
    assert job.status_code == 202, job.json()
    work()
    there = api(person).get(f"/api/v1/jobs/{job.json()['id']}/download")
    assert there.status_code == 302
    answer = api().get(there["Location"])
    assert (answer.status_code, answer["Cache-Control"], answer["Content-Type"]) == (200, "no-store", "application/pdf")
    return content_of(answer)


def test_it_has_title_person_period_summary_chart_and_list(alice: Any, run: Any, api: Any, work: Any) -> None:
    run(alice, title="Lunch run")
    run(alice, title="My own", visibility=2, activity_type="ride", distance_m=41_000, duration_s=5400, elevation_m=300)
    run(alice, title="Far too old", started_at=datetime(2020, 1, 1, tzinfo=UTC))
    pdf = made(api, alice, work, **{"from": "2026-01-01", "to": "2026-12-31"})
    assert pdf.startswith(b"%PDF")
    text = text_of(pdf)
    for expected in ("Activities", "Alice (alice)", "From 2026-01-01 to 2026-12-31", "Summary", "Distance a week (km)",
                     "List", "Lunch run", "My own", "51.00", "2:20:00", "300", "2026-04-27"):  # fmt: skip
        assert expected in text, expected
    assert "Far too old" not in text


def test_names_in_latin_cyrillic_and_greek_print_and_the_rest_is_a_box(
    alice: Any, run: Any, api: Any, work: Any
) -> None:
    for title in ("Łukasz Žižka", "Ђорђе бежи", "Ελένη τρέχει", "跑步 tour", "Race 🧗🏽‍♀️ up"):
        run(alice, title=title)
    text = text_of(made(api, alice, work))
    assert "Łukasz Žižka" in text
    assert "Ђорђе бежи" in text
    assert "Ελένη τρέχει" in text
    assert "□□ tour" in text
    assert "Race □□♀ up" in text


@pytest.mark.parametrize(
    "title",
    [
        "<b>bold</b>",
        "</para><font",
        "&amp; &#x41;",
        '<a href="javascript:alert(1)">x</a>',
        '<img src="file:///etc/x"/>',
    ],
)
def test_markup_prints_as_it_was_written(alice: Any, run: Any, api: Any, work: Any, title: str) -> None:
    alice.name = "<i>Alice</i>"
    alice.save()
    run(alice, title=title)
    pdf = made(api, alice, work)
    text = text_of(pdf).replace("\n", "")
    assert title in text
    assert "<i>Alice</i> (alice)" in text
    assert b"/URI" not in pdf
    assert b"/JavaScript" not in pdf


def test_a_long_list_is_bounded_and_tells_how_far_it_is(
    alice: Any, run: Any, work: Any, monkeypatch: Any, tmp_path: Path
) -> None:
    monkeypatch.setattr(documents, "LISTED", 60)
    for number in range(70):
        run(alice, title=f"Run {number}", started_at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=number))
    told: list[int] = []
    documents.write(tmp_path / "a.pdf", alice, Asked(), "km", told.append)
    text = text_of((tmp_path / "a.pdf").read_bytes())
    assert "The newest 60 of 70." in text
    assert "Run 69" in text
    assert "Run 9\n" not in text
    assert told == sorted(set(told))
    assert told


def test_nothing_recorded_makes_a_document_too(alice: Any, api: Any, work: Any) -> None:
    assert "No activities" in text_of(made(api, alice, work))


def test_miles_and_feet_are_as_the_person_reads_them(person: Any, run: Any, api: Any, work: Any) -> None:
    erin = person("erin", units="mi")
    run(erin, distance_m=1609.344, elevation_m=304.8)
    text = text_of(made(api, erin, work))
    assert "Distance (mi)" in text
    assert "1.00" in text
    assert "1000" in text


def test_the_job_tells_its_owner_how_far_it_is(alice: Any, run: Any, api: Any, work: Any) -> None:
    run(alice)
    job = api(alice).post(PDF, {}, format="json").json()
    assert (job["kind"], job["status"]) == ("pdf", "waiting")
    assert api(alice).get(f"/api/v1/jobs/{job['id']}/download").status_code == 404
    work()
    told = api(alice).get(f"/api/v1/jobs/{job['id']}/status").json()
    assert (told["status"], told["result"]["name"]) == ("done", "activities.pdf")
    assert OutboxEvent.objects.filter(type="export_progress", payload__contains='"done"').exists()


def test_a_job_that_is_killed_and_run_again_makes_one_file(
    alice: Any, run: Any, media: Path, monkeypatch: Any, work: Any
) -> None:
    run(alice)
    task = start_pdf(alice, Asked(), "km")
    with monkeypatch.context() as broken:

        def killed(*args: Any, **fields: Any) -> None:
            raise KeyboardInterrupt

        broken.setattr("activities.exports.services.finish_task", killed)
        with pytest.raises(KeyboardInterrupt):
            make_pdf(str(task.pk), None, None, None, "km")
    assert files_below(media) == []
    work()
    make_pdf(str(task.pk), None, None, None, "km")
    assert ExportFile.objects.filter(task=task).count() == 1
    assert len(files_below(media)) == 1


def test_a_request_that_is_rolled_back_leaves_no_job(alice: Any, work: Any) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        start_pdf(alice, Asked(), "km")
        raise RuntimeError
    work()
    assert (Task.objects.count(), ExportFile.objects.count()) == (0, 0)


def test_nobody_else_learns_of_it(alice: Any, bob: Any, charlie: Any, run: Any, api: Any, work: Any) -> None:
    task = start_pdf(alice, Asked(), "km")
    work()
    for other, status in ((bob, 404), (charlie, 404), (None, 401)):
        for what in ("status", "download"):
            answer = api(other).get(f"/api/v1/jobs/{task.pk}/{what}")
            assert answer.status_code in ((status, 403) if other is None else (status,)), what
    assert api().get(f"/api/v1/jobs/{task.pk}/file").status_code == 404
    assert api().get(f"/api/v1/jobs/{task.pk}/file?ticket=x").status_code == 404
    assert api().post(PDF, {}, format="json").status_code in (401, 403)


def test_an_address_holds_for_minutes_and_for_one_file(alice: Any, bob: Any, api: Any, work: Any) -> None:
    mine, theirs = start_pdf(alice, Asked(), "km"), start_pdf(bob, Asked(), "km")
    work()
    address = api(alice).get(f"/api/v1/jobs/{mine.pk}/download")["Location"]
    assert api().get(address.replace(str(mine.pk), str(theirs.pk))).status_code == 404
    with time_machine.travel(timezone.now() + timedelta(seconds=301), tick=False):
        assert api().get(address).status_code == 404
    assert api().get(address).status_code == 200
    alice.is_active = False
    alice.save()
    assert api().get(address).status_code == 404


def test_a_file_goes_after_a_week(
    alice: Any, api: Any, work: Any, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    task = start_pdf(alice, Asked(), "km")
    work()
    remove_old_files()
    assert len(files_below(media)) == 1
    with (
        time_machine.travel(timezone.now() + timedelta(days=7, seconds=1)),
        django_capture_on_commit_callbacks(execute=True),
    ):
        remove_old_files()
    assert files_below(media) == []
    assert api(alice).get(f"/api/v1/jobs/{task.pk}/download").status_code == 404


def test_five_documents_an_hour_are_enough_and_the_flag_rules(alice: Any, api: Any, monkeypatch: Any) -> None:
    client = api(alice)
    assert [client.post(PDF, {}, format="json").status_code for _ in range(6)] == [202] * 5 + [429]
    monkeypatch.setenv("FEATURE_EXPORTS", "disabled")
    assert client.post(PDF, {}, format="json").json()["code"] == "feature_not_available"


@pytest.mark.parametrize(
    ("asked", "field"),
    [({"from": "yesterday"}, "from"), ({"from": "2026-02-01", "to": "2026-01-01"}, "from"),
     ({"type": "flight"}, "type"), ({"units": "ells"}, "units"), ({"form": "2026-01-01"}, "form"),
     ({"to": "9999-12-31"}, "to")],
)  # fmt: skip
def test_what_cannot_be_asked_is_named(alice: Any, api: Any, asked: dict[str, str], field: str) -> None:
    answer = api(alice).post(PDF, asked, format="json")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    assert Task.objects.count() == 0


def test_asking_twice_with_one_key_makes_one_job(alice: Any, api: Any) -> None:
    answers = [api(alice).post(PDF, {}, format="json", HTTP_IDEMPOTENCY_KEY="k").json()["id"] for _ in range(2)]
    assert answers[0] == answers[1]
    assert Task.objects.count() == 1


def test_days_are_those_of_the_person(person: Any, run: Any, tmp_path: Path) -> None:
    erin = person("erin", time_zone="Pacific/Auckland")
    run(erin, title="Early bird", started_at=datetime(2026, 4, 30, 20, tzinfo=UTC))  # the first of May there
    day = date(2026, 5, 1)
    documents.write(tmp_path / "a.pdf", erin, Asked(day, day), "km", lambda share: None)
    assert "Early bird" in text_of((tmp_path / "a.pdf").read_bytes())
    documents.write(tmp_path / "b.pdf", erin, Asked(None, date(2026, 4, 30)), "km", lambda share: None)
    assert "Early bird" not in text_of((tmp_path / "b.pdf").read_bytes())
