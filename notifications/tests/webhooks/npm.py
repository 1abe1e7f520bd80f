"""What does JavaScript make of a delivery? Asked of node, with the library that script/test installs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from notifications.tests.webhooks.receivers import Received

PROJECT = Path(__file__).resolve().parents[3]
WITH_LIBRARY = """
    const { Webhook } = require(process.argv[1]);
    const { secret, headers, body } = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
    let said = null;
    try { said = new Webhook(secret).verify(body, headers); } catch { /* null */ }
    console.log(JSON.stringify(said));
"""


def leave_out(why: str) -> None:
    """Skip the test; where a machine checks, fail."""
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)


def node(program: str, *arguments: str, given: Any) -> Any:
    """What a program prints as JSON, given JSON on its standard input."""
    found = shutil.which("node")
    if found is None:
        leave_out("There is no node (Debian: apt-get install -y nodejs npm).")
    command, sent = [str(found), "-e", program, *arguments], json.dumps(given)
    done = subprocess.run(command, input=sent, capture_output=True, text=True, timeout=20, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def package() -> Path:
    """Where npm's standardwebhooks is."""
    found = sorted((PROJECT / ".venv").glob("standardwebhooks-*/node_modules/standardwebhooks"))
    if not found:
        leave_out("npm's standardwebhooks is not installed: script/test installs it.")
    return found[-1]


def verify_with_npm(secret: str, got: Received) -> Any:
    """What the delivery says, as npm's standardwebhooks sees it; None if it does not trust it."""
    given = {"secret": secret, "headers": dict(got.headers), "body": got.body.decode()}
    return node(WITH_LIBRARY, str(package()), given=given)
