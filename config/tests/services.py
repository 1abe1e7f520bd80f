"""Which PostgreSQL and Redis do the tests talk to? Named ones, or our own, started for this run and thrown away.

A pytest plugin (`-p config.tests.services`): it has to act when imported, for pytest-django reads the settings
before any conftest.py.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import tempfile
from pathlib import Path

from config.children import Children
from config.embedded import stack, state_dir

PROJECT = Path(__file__).resolve().parents[2]
undo = contextlib.ExitStack()


def start() -> None:
    """Set the environment of a test run, with fresh servers for those that are not named in it."""
    state = undo.enter_context(tempfile.TemporaryDirectory(prefix="slipstream-test-"))
    os.environ |= {"SLIPSTREAM_ENV": "test", "SLIPSTREAM_STATE": state}
    children = Children()
    undo.callback(children.close)
    for server in undo.enter_context(stack(state_dir(PROJECT), children, fast=True)):
        os.environ[server.variable] = server.url


def pytest_unconfigure() -> None:
    """Stop the servers and remove what they wrote."""
    undo.close()


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    os.environ["REDIS_PREFIX"] = f"slipstream-{worker}"  # the servers are shared, what is in Redis is not
else:
    atexit.register(undo.close)  # pytest leaves without its hooks when it refuses its own options
    start()
