"""Does the CSV hold all of one's own activities, harmlessly, streamed, and nobody else's?"""

from __future__ import annotations

import csv
import io
import socket
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.core.cache import cache
from django.db import connection

from activities.exports.cells import harmless
from activities.tracking.services import delete_activity
from config.tests.live import House

pytestmark = pytest.mark.django_db(transaction=True)
CSV = "/api/v1/activities/export/csv"
MANY = 200_000
GENERATE = """
    INSERT INTO activities (user_id, activity_type, title, description, started_at, duration_s, distance_m, visibility,
        route, route_preview, source_digest, created_at, updated_at)
    SELECT %s, 'run', 'Run ' || n, '', now() - n * interval '1 minute', 1800, 5000 + n, 1, '', '', '', now(), now()
    FROM generate_series(1, %s) AS n"""


@pytest.fixture
def cookie(api: Any) -> Any:
    """The log-in of a person, for the real server."""
    return lambda person: {"Cookie": f"session={api(person).cookies['session'].value}"}


def read(house: House, headers: dict[str, str], **asked: str) -> list[dict[str, str]]:
    answer = httpx.get(house.base + CSV, headers=headers, params=asked, timeout=60)
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def resident_kb(pid: int) -> int:
    """The memory of a server with its processes."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    status = Path(f"/proc/{pid}/status").read_text()
    own = int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])
    return own + sum(resident_kb(int(child)) for child in children)


def test_it_holds_all_of_ones_own_and_nothing_else(house: House, cookie: Any, alice: Any, bob: Any, run: Any) -> None:
    run(bob, title="Not hers")
    gone = run(alice, title="Deleted")
    delete_activity(gone, alice)
    kept = run(alice, title="Größe, “so” 🏃", description="two\nlines", visibility=2, elevation_m=120.4, calories=600)
    run(alice, title="Older", started_at=datetime(2025, 1, 1, tzinfo=UTC), activity_type="ride")
    rows = read(house, cookie(alice))
    assert [row["title"] for row in rows] == ["Größe, “so” 🏃", "Older"]
    row = rows[0]
    assert row["description"] == "two\nlines"
    assert (row["id"], row["started_at"], row["visibility"]) == (str(kept.pk), "2026-05-01T06:30:00Z", "private")
    figures = (row["distance_km"], row["duration_s"], row["elevation_m"], row["calories"])
    assert figures == ("10.0", "3000", "120.4", "600")
    assert row["average_heart_rate"] == ""
    assert [row["title"] for row in read(house, cookie(alice), to="2025-12-31", type="ride")] == ["Older"]
    assert read(house, cookie(alice), type="swim") == []
    miles = read(house, cookie(alice), units="mi")[0]
    assert (miles["distance_mi"], miles["elevation_ft"]) == ("6.214", "395.0")


def test_it_is_a_file_of_utf_8_with_a_mark_for_those_who_ask(house: House, cookie: Any, alice: Any) -> None:
    answers = [httpx.get(house.base + CSV, headers=cookie(alice), params=asked) for asked in ({}, {"bom": "true"})]
    assert answers[0].headers["content-type"] == "text/csv; charset=utf-8"
    assert answers[0].headers["content-disposition"] == 'attachment; filename="activities.csv"'
    assert answers[0].headers["cache-control"] == "no-store"
    assert answers[0].content.startswith(b"id,started_at,activity_type,title")
    assert answers[1].content == b"\xef\xbb\xbf" + answers[0].content


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", ' =cmd|"/c calc"!A0', "'=1", '"=1', "\u200b=1",
     "\ufeff@x", "＝1", "  \t-x"],
)  # fmt: skip
def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(text: str) -> None:
    assert harmless(text) == "'" + text


@pytest.mark.parametrize("text", ["", "run", "1-1", "a=b", "mail@x", "Łukasz", "(=1)"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_hostile_texts_come_back_but_for_the_quote(house: House, cookie: Any, alice: Any, run: Any) -> None:
    hostile = ['=HYPERLINK("http://x","y")', '@x,"\r\n"", z', "-2+3", "';DROP TABLE", 'a,b"c\r\nd']
    for text in hostile:
        run(alice, title=text, description=text)
    rows = read(house, cookie(alice))
    expected = [f"'{text}" if text[0] in "=@-" else text for text in reversed(hostile)]
    assert [row["title"] for row in rows] == expected
    assert [row["description"] for row in rows] == expected


def test_strangers_and_faulty_questions_are_refused(house: House, cookie: Any, alice: Any) -> None:
    assert httpx.get(house.base + CSV).status_code in (401, 403)
    answer = httpx.get(house.base + CSV, headers=cookie(alice), params={"from": "x"})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["from"])
    answer = httpx.get(house.base + CSV, headers=cookie(alice), params={"person": "2"})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["person"])


def test_one_at_a_time_and_ten_a_day(house: House, cookie: Any, alice: Any) -> None:
    headers = cookie(alice)
    cache.set(f"export-turn:{alice.pk}", 1, 60)
    assert httpx.get(house.base + CSV, headers=headers).json()["code"] == "busy"
    cache.delete(f"export-turn:{alice.pk}")
    codes = [httpx.get(house.base + CSV, headers=headers).status_code for _ in range(11)]
    assert codes == [200] * 10 + [429]


def test_many_rows_come_at_once_and_in_constant_memory(house: House, cookie: Any, alice: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(GENERATE, [alice.pk, MANY])
    headers = cookie(alice)
    read(house, headers, to="2000-01-01")  # everything is imported now
    assert house.web
    before = most = resident_kb(house.web.pid)
    begun, first, lines = time.monotonic(), 0.0, 0
    with httpx.stream("GET", house.base + CSV, headers=headers, timeout=60) as answer:
        for piece in answer.iter_bytes():
            first = first or time.monotonic() - begun
            lines += piece.count(b"\r\n")
            most = max(most, resident_kb(house.web.pid)) if lines % 5 == 0 else most
    assert lines == MANY + 1
    assert first < 2
    assert most - before < 12_000  # kB; the file itself is larger


def test_a_reader_who_leaves_ends_it(house: House, cookie: Any, alice: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(GENERATE, [alice.pk, 50_000])
    request = f"GET {CSV} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie(alice)['Cookie']}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", house.port)) as reader:
        reader.sendall(request.encode())
        assert b"200 OK" in reader.recv(1000)
        assert cache.get(f"export-turn:{alice.pk}")
    deadline = time.monotonic() + 10
    while cache.get(f"export-turn:{alice.pk}") and time.monotonic() < deadline:
        time.sleep(0.05)
    assert cache.get(f"export-turn:{alice.pk}") is None
