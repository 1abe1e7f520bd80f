"""Does a take-out hold everything about its person, and of others only what they are shown?"""

from __future__ import annotations

import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from activities.models import ExportFile, Original, Task
from activities.tests.imports import recordings
from config.kernel.personal import ATTACHED, TOLD
from config.takeout import archive
from config.takeout.services import run_takeout, start_takeout
from social.conversations.sending import delete_message
from social.models import Block, Message

pytestmark = pytest.mark.django_db
TAKEOUT = "/api/v1/users/me/takeout"


def test_it_holds_all_that_is_ones_own(lived: Any, bob: Any, take: Any) -> None:
    taken = take(lived)
    assert set(taken.manifest["rows"]) == set(TOLD)
    assert (taken.manifest["format"], taken.manifest["version"], taken.manifest["username"]) == (
        "slipstream-takeout", 1, "alice",
    )  # fmt: skip
    assert taken.manifest["files"] == dict.fromkeys(ATTACHED, 1)
    assert taken.manifest["missing"] == []
    (profile,) = taken.rows("profile")
    assert (profile["email"], profile["units"]) == ("alice@example.org", "km")
    assert [row["title"] for row in taken.rows("activities")] == ["Around the lake", "Nobody knows"]
    original = taken.rows("activities")[0]["original"]
    assert taken.zip.read(original["path"]) == (recordings.SAMPLES / "lake_run.gpx").read_bytes()
    assert taken.zip.read(taken.rows("photos")[0]["path"]).startswith(b"\xff\xd8")
    assert [(row["by"], row["content"]) for row in taken.rows("comments")] == [
        ("bob", "Well done"), ("alice", "Thank you"), ("alice", "Nice"),
    ]  # fmt: skip
    assert {row["by"] for row in taken.rows("likes")} == {"alice", "bob"}
    assert [(row["by"], row["content"]) for row in taken.rows("messages")] == [("alice", "Coming?"), ("bob", "Yes")]
    assert taken.rows("conversations")[0]["members"] == ["alice", "bob"]
    assert [row["person"] for row in taken.rows("friends")] == ["bob"]
    assert "like" in {row["type"] for row in taken.rows("notifications")}


def test_it_holds_nothing_private_of_others(lived: Any, bob: Any, take: Any) -> None:
    text = take(lived).text()
    for secret in ("SECRET-OF-BOB", "bob@example.org", "Bob alone", bob.password, lived.password, "pbkdf2", "charlie"):
        assert secret not in text, secret


def test_what_a_block_or_a_deletion_hides_is_hidden_here_too(lived: Any, bob: Any, take: Any) -> None:
    said = Message.objects.get(content="Coming?")
    delete_message(lived, said.conversation_id, said.pk)
    Block.objects.create(blocker=bob, blocked=lived)
    taken = take(lived)
    assert taken.rows("messages") == []
    assert [row["content"] for row in taken.rows("comments")] == ["Thank you", "Nice"]
    assert taken.rows("blocks") == []
    assert "Well done" not in taken.text()


def test_it_is_asked_for_and_fetched_like_a_document(alice: Any, bob: Any, api: Any, work: Any) -> None:
    answer = api(alice).post(TAKEOUT)
    assert (answer.status_code, answer.json()["kind"]) == (202, "takeout")
    job = answer.json()["id"]
    assert api(alice).post(TAKEOUT).json()["id"] == job
    work()
    told = api(alice).get(f"/api/v1/jobs/{job}/status").json()
    assert (told["status"], told["result"]["name"]) == ("done", "slipstream-alice.zip")
    assert api(bob).get(f"/api/v1/jobs/{job}/download").status_code == 404
    assert api().post(TAKEOUT).status_code in (401, 403)
    address = api(alice).get(f"/api/v1/jobs/{job}/download")["Location"]
    file = api().get(address)
    assert (file["Content-Type"], "attachment" in file["Content-Disposition"]) == ("application/zip", True)
    assert file["Cache-Control"] == "no-store"


def test_ten_a_day_are_enough(alice: Any, api: Any, work: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(archive, "write", lambda to, person, tell: to.write_bytes(b""))
    codes = []
    for _ in range(11):
        codes.append(api(alice).post(TAKEOUT).status_code)
        work()
    assert codes == [202] * 10 + [429]


def test_a_job_that_runs_twice_makes_one_file_and_a_rolled_back_one_none(alice: Any, work: Any) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        start_takeout(alice)
        raise RuntimeError
    assert not Task.objects.exists()
    task = start_takeout(alice)
    work()
    run_takeout(task.pk)
    assert ExportFile.objects.count() == 1


def test_a_file_that_the_store_has_lost_is_named(lived: Any, take: Any) -> None:
    row = Original.objects.get()
    row.file.storage.delete(row.file.name)
    taken = take(lived)
    assert taken.manifest["missing"] == [f"originals/{row.activity_id}"]
    assert taken.rows("messages")


def test_many_rows_take_little_memory(alice: Any, tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO activities (user_id, activity_type, title, description, started_at, duration_s, distance_m,
                   visibility, route, route_preview, source_digest, created_at, updated_at)
               SELECT %s, 'run', 'Run ' || n, repeat('x', 200), now(), 1, 1, 1, '', '', '', now(), now()
               FROM generate_series(1, 30000) AS n""",
            [alice.pk],
        )
    tracemalloc.start()
    archive.write(tmp_path / "a.zip", alice, lambda done: None)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 20_000_000
