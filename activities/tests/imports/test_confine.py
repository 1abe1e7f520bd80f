"""Does a stranger's file run out of room where it is read, and nowhere else?"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest

from activities.tests.imports import recordings
from activities.tracking.imports import limits, reading, sandbox
from activities.tracking.imports.errors import ImportRefused
from activities.tracking.imports.markup import read_xml
from activities.tracking.imports.reading import read_track

ROOT = Path(sandbox.__file__).resolve().parents[3]
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc and RLIMIT_AS")


@linux_only
def test_the_process_has_its_limits_before_it_has_the_file() -> None:
    command = [sys.executable, "-m", sandbox.__name__]
    child = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    table, deadline = Path(f"/proc/{child.pid}/limits"), time.monotonic() + 10
    wanted = {"address space": limits.MEMORY_BYTES, "cpu time": limits.CPU_SECONDS, "file size": 0}
    held: dict[str, int] = {}
    while held != wanted and time.monotonic() < deadline:
        rows = [line[4:].lower() for line in table.read_text().splitlines() if line.startswith("Max ")]
        hard = {name: next(row for row in rows if row.startswith(name)).split()[-2] for name in wanted}
        held = {name: int(limit) for name, limit in hard.items() if limit.isdigit()}
    answer, _ = child.communicate(b"<gpx/>", timeout=10)
    assert held == wanted
    assert json.loads(answer) == {"track": None, "refused": "no_track"}


@linux_only
def test_a_file_that_needs_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    less = "from activities.tracking.imports import limits; limits.MEMORY_BYTES = 100_000_000"
    (tmp_path / "sitecustomize.py").write_text(less)
    monkeypatch.syspath_prepend(tmp_path)
    many_names = b"<gpx>" + b"".join(b"<a%x/>" % number for number in range(500_000)) + b"</gpx>"
    with pytest.raises(ImportRefused) as refusal:
        read_track(BytesIO(many_names))
    assert refusal.value.code == "too_complex"
    assert read_track(BytesIO(recordings.run())).activity_type == "run"


def test_what_is_not_needed_is_let_go_while_reading() -> None:
    clutter = "<metadata>" + "<a><b>c</b></a>" * 20_000 + "</metadata>"
    point = '<trkpt lat="1" lon="2"><extensions>' + "<speed>3</speed>" * 20_000 + "</extensions></trkpt>"
    file = BytesIO(f"<gpx>{clutter}<trk><trkseg>{point}</trkseg></trk></gpx>".encode())
    tracemalloc.start()
    try:
        read_xml(file)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 2_000_000


def test_the_process_starts_without_django_and_network() -> None:
    code = "import sys, activities.tracking.imports.sandbox; print(*{n.split('.')[0] for n in sys.modules})"
    unwanted = {"django", "asgiref", "channels", "rest_framework", "redis", "psycopg", "ssl", "asyncio"}
    loaded = set(subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, text=True).split())
    assert not loaded & unwanted
    assert {"defusedxml", "msgspec"} <= loaded


def test_the_process_knows_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = tmp_path / "seen.json"
    spy = f"import json, os, pathlib; pathlib.Path({str(seen)!r}).write_text(json.dumps(dict(os.environ)))"
    (tmp_path / "sitecustomize.py").write_text(spy)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("SECRET_KEY", "not-for-the-child")
    read_track(BytesIO(recordings.walk()))
    environment = json.loads(seen.read_text())
    assert "PYTHONPATH" in environment
    assert "not-for-the-child" not in environment.values()
    assert not {"SECRET_KEY", "DATABASE_URL", "HOME"} & set(environment)


def test_a_process_that_takes_too_long_is_stopped_and_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as hurry:
        hurry.setattr(limits, "WALL_SECONDS", 0.001)
        for _ in range(limits.PROCESSES + 1):
            with pytest.raises(ImportRefused) as refusal:
                read_track(BytesIO(recordings.walk()))
            assert refusal.value.code == "took_too_long"
    assert read_track(BytesIO(recordings.walk())).title == "Signal Hill"


def test_a_process_that_dies_is_a_refusal_and_a_line_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "sitecustomize.py").write_text("import os; os.write(2, b'out of luck'); os._exit(9)")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ImportRefused) as refusal:
        read_track(BytesIO(recordings.walk()))
    assert refusal.value.code == "unreadable"
    assert "ended with 9: out of luck" in caplog.text


def test_more_files_than_may_be_read_at_once_are_told_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WALL_SECONDS", 0.01)
    for _ in range(limits.PROCESSES):
        assert reading._free_processes.acquire(timeout=5)
    try:
        with pytest.raises(ImportRefused) as refusal:
            read_track(BytesIO(recordings.walk()))
    finally:
        reading._free_processes.release(limits.PROCESSES)
    assert refusal.value.code == "busy"


def test_many_threads_may_read_at_once() -> None:
    def read(_: int) -> str:
        return read_track(BytesIO(recordings.run())).digest

    open_files = len(os.listdir("/dev/fd"))
    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(read, range(16)))) == 1
    assert len(os.listdir("/dev/fd")) <= open_files
