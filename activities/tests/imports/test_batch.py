"""Are many files, and zips of them, imported one by one, with progress and an error for each that fails?"""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from activities.models import Activity, ImportFile, Task
from activities.tasks.models import Status
from activities.tasks.services import advance_task, finish_task, start_task
from activities.tests.imports import otherwise, recordings
from activities.tracking.imports import archives, limits
from activities.tracking.imports.archives import members
from activities.tracking.imports.batches import run_batch
from activities.tracking.imports.errors import ImportRefused
from realtime.models import OutboxEvent

pytestmark = pytest.mark.django_db
BATCH = "/api/v1/activities/import/batch"
RUN, RIDE, WALK = (
    (recordings.SAMPLES / f"{name}.gpx").read_bytes() for name in ("lake_run", "hill_ride", "signal_hill_walk")
)
FIT = otherwise.fit(
    *(otherwise.fit_record(moment, recordings.WALK.start) for moment in recordings.moments(recordings.WALK)[:60])
)


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w", method) as writer:
        for name, data in files.items():
            writer.writestr(name, data)
    return archive.getvalue()


def send(client: Any, *files: bytes) -> Any:
    opened = []
    for number, data in enumerate(files):
        file = BytesIO(data)
        file.name = f"file{number}.bin"
        opened.append(file)
    return client.post(BATCH, {"files": opened}, format="multipart")


def status_of(client: Any, answer: Any) -> Any:
    return client.get(f"/api/v1/jobs/{answer.json()['id']}/status").json()


def test_a_zip_and_files_are_imported_with_an_error_for_each_that_fails(
    alice: Any, api: Any, work: Any, media: Path
) -> None:
    client = api(alice)
    inside = {
        "export/activities/1.gpx": RUN,
        "../../2.fit": FIT,
        "nested.zip": zipped({"x.gpx": RIDE}),
        "photo.jpg": b"\xff\xd8\xff\xe0",
        "again.gpx": RUN,
        "__MACOSX/1.gpx": b"clutter",
    }
    answer = send(client, zipped(inside), RIDE)
    assert answer.status_code == 202
    told = answer.json()
    assert (told["kind"], told["status"], told["total"], told["done"]) == ("import", "waiting", 6, 0)
    work()
    told = status_of(client, answer)
    assert (told["status"], told["done"], told["failed"], told["total"]) == ("done", 6, 3, 6)
    rows = [(row["name"], row["status"], row["code"]) for row in told["result"]["files"]]
    assert rows == [
        ("1.gpx", "done", ""),
        ("2.fit", "done", ""),
        ("nested.zip", "failed", "nested_zip"),
        ("photo.jpg", "failed", "unknown_format"),
        ("again.gpx", "failed", "duplicate_file"),
        ("file1.bin", "done", ""),
    ]
    made = [row["activity_id"] for row in told["result"]["files"]]
    assert made[0] == made[4]
    assert set(made) - {None} == set(Activity.objects.values_list("pk", flat=True))
    assert all(row["error"].endswith(".") for row in told["result"]["files"] if row["status"] == "failed")


@pytest.mark.django_db(transaction=True)
def test_what_was_kept_for_the_job_is_gone_after_it(alice: Any, api: Any, work: Any, media: Path) -> None:
    send(api(alice), WALK, b"no recording")
    assert len([path for path in media.rglob("incoming/*/*") if path.is_file()]) == 2
    work()
    assert [path for path in media.rglob("incoming/*/*") if path.is_file()] == []
    assert len([path for path in media.rglob("originals/*/*") if path.is_file()]) == 1
    run_batch(Task.objects.get().pk)
    assert Activity.objects.count() == 1


def test_a_batch_broken_off_goes_on_where_it_was(alice: Any, api: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = send(api(alice), WALK, RIDE, RUN)
    task = Task.objects.get()
    task.files.filter(position=1).update(status=Status.DONE)
    run_batch(task.pk)
    run_batch(task.pk)
    assert Activity.objects.count() == 2
    assert status_of(api(alice), answer)["done"] == 3


def test_a_file_that_the_storage_lost_stops_no_other(alice: Any, api: Any, work: Any) -> None:
    answer = send(api(alice), WALK, RIDE)
    lost = ImportFile.objects.get(position=1)
    lost.file.storage.delete(lost.file.name)
    work()
    told = status_of(api(alice), answer)
    assert [row["code"] for row in told["result"]["files"]] == ["unreadable", ""]
    assert (told["status"], Activity.objects.count()) == ("done", 1)


def test_progress_is_told_to_the_owner_alone(alice: Any, api: Any, work: Any) -> None:
    send(api(alice), WALK, b"x")
    work()
    rows = OutboxEvent.objects.filter(type="import_progress")
    task = Task.objects.get()
    assert rows.count() >= 3
    assert {row.key for row in rows} == {f"job:{task.pk}"}
    assert {row.lane for row in rows} == {1}
    assert {row.audience for row in rows} == {rows[0].audience}
    assert str(alice.pk) in rows[0].audience


@pytest.mark.django_db(transaction=True)
def test_the_owner_sees_it_go_on_live(alice: Any, live: Any) -> None:
    device = live(alice)
    task = start_task(alice, "import", total=2)
    finish_task(task.pk)
    payload = device.expect("import_progress", status="done")["payload"]
    assert (payload["job_id"], payload["total"]) == (str(task.pk), 2)


def test_a_task_that_is_over_stays_as_it_is(alice: Any) -> None:
    task = start_task(alice, "import", total=2)
    finish_task(task.pk, error="x" * 900)
    advance_task(task.pk, done=1)
    finish_task(task.pk)
    task.refresh_from_db()
    assert (task.status, task.done, len(task.error)) == ("failed", 0, 300)
    assert task.finished_at is not None


def test_the_status_is_the_owners_alone(alice: Any, bob: Any, dana: Any, api: Any) -> None:
    address = f"/api/v1/jobs/{start_task(alice, 'import', total=1).pk}/status"
    statuses = [api(person).get(address).status_code for person in (alice, bob, dana, None)]
    assert statuses == [200, 404, 404, 401]
    assert api(alice).get(f"/api/v1/jobs/{'-' * 36}/status").status_code == 404


def overlapping(count: int) -> bytes:
    """Many names for one packed file of 10 MB of zeros."""
    plain = zipped({"a": bytes(9_900_000)})
    start = plain.index(b"PK\x01\x02")
    entry, end = plain[start : plain.index(b"PK\x05\x06")], bytearray(plain[plain.index(b"PK\x05\x06") :])
    struct.pack_into("<HHL", end, 8, count, count, len(entry) * count)
    return plain[:start] + entry * count + bytes(end)


def many(count: int) -> bytes:
    return zipped({f"{n}.gpx": b"<gpx/>" for n in range(count)}, zipfile.ZIP_STORED)


REFUSED: dict[str, tuple[str, Any]] = {
    "no file": ("empty_file", lambda: zipped({})),
    "101 files in a zip": ("too_many_files", lambda: many(101)),
    "20,000 files in a zip": ("too_many_files", lambda: many(20_000)),
    "a zip bomb": ("batch_too_large", lambda: overlapping(60)),
    "cut": ("damaged", lambda: zipped({"a.gpx": RUN})[:-30]),
    "no directory": ("damaged", lambda: b"PK\x03\x04" + bytes(500)),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_hostile_zip_is_400_and_leaves_nothing(alice: Any, api: Any, case: str, media: Path) -> None:
    code, made = REFUSED[case]
    answer = send(api(alice), made())
    problem = answer.json()
    assert (answer.status_code, problem["code"], list(problem["errors"])) == (400, code, ["files"])
    assert (Task.objects.count(), ImportFile.objects.count(), OutboxEvent.objects.count()) == (0, 0, 0)
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_a_member_that_unpacks_to_more_than_a_file_may_hold_is_refused_alone() -> None:
    bomb = zipped({"bomb.gpx": bytes(50_000_000), "run.gpx": RUN})
    assert len(bomb) < 600_000
    first, second = members(BytesIO(bomb))
    assert first.refused is not None
    assert (first.refused.code, first.content) == ("file_too_large", b"")
    assert second.content == RUN


def test_a_zip_that_lies_about_itself_is_refused() -> None:
    lying = bytearray(zipped({"a.gpx": RUN}))
    at = lying.index(b"PK\x01\x02")
    lying[at + 8] |= 1  # says that it is encrypted
    assert next(members(BytesIO(bytes(lying)))).refused.code == "unreadable_member"  # type: ignore[union-attr]
    packed = zipped({"a.gpx": RUN}, zipfile.ZIP_LZMA)
    assert next(members(BytesIO(packed))).refused.code == "unreadable_member"  # type: ignore[union-attr]
    whole = many(3)
    for length in range(4, len(whole) - 1, 9):
        with pytest.raises(ImportRefused) as refusal:
            list(members(BytesIO(whole[:length])))
        assert refusal.value.code == "damaged"


def test_a_directory_too_large_to_read_is_not_read() -> None:
    data = bytearray(many(1))
    struct.pack_into("<L", data, data.rindex(b"PK\x05\x06") + 12, archives._DIRECTORY_BYTES + 1)
    with pytest.raises(ImportRefused, match="more than 100"):
        list(members(BytesIO(bytes(data))))


def test_more_than_a_hundred_files_or_none_are_refused(alice: Any, api: Any) -> None:
    assert send(api(alice), *[b"x"] * (limits.BATCH_FILES + 1)).status_code == 400
    assert send(api(alice)).status_code == 400
    assert send(api(), RUN).status_code == 401
    assert not Task.objects.exists()
