"""Do our sockets keep to RFC 6455? Autobahn's fuzzing client asks, through the echo that only tests may use."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).resolve().parents[3]
SUITE = PROJECT / ".venv/autobahn"
# 9: sizes beyond our 64 KiB; 12 and 13: compression, which is off; 7.1.5: a close in the middle of a message, which
# then can have no answer.
LEFT_OUT = ["9.*", "12.*", "13.*", "7.1.5"]
GOOD = {"OK", "NON-STRICT", "INFORMATIONAL", "UNIMPLEMENTED"}


@pytest.mark.skipif(
    not (SUITE / "bin/wstest").exists(),
    reason="Autobahn's fuzzing client is not here: it needs Python 2.7 with pip; script/autobahn installs it.",
)
def test_autobahn_finds_no_failure(house: Any, tmp_path: Path) -> None:
    spec = {
        "outdir": str(tmp_path / "report"),
        "servers": [{"agent": "slipstream", "url": f"ws://127.0.0.1:{house.port}/ws/echo/"}],
        "cases": ["*"],
        "exclude-cases": LEFT_OUT,
        "exclude-agent-cases": {},
    }
    (tmp_path / "spec.json").write_text(json.dumps(spec))
    python = (SUITE / "python").read_text().strip()
    subprocess.run(
        [python, str(SUITE / "bin/wstest"), "-m", "fuzzingclient", "-s", str(tmp_path / "spec.json")],
        env={**os.environ, "PYTHONUSERBASE": str(SUITE)},
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=240,
    )
    results = json.loads((tmp_path / "report/index.json").read_text())["slipstream"]
    assert len(results) > 200
    assert {case: result for case, result in results.items() if result["behavior"] not in GOOD} == {}
    assert {case: result for case, result in results.items() if result["behaviorClose"] not in GOOD} == {}
