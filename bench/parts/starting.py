"""How does a bench begin and end? In the project's environment, with servers of its own that go when it goes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

PROJECT = Path(__file__).resolve().parents[2]
PYTHON = PROJECT / ".venv/bin/python"
# As in production, but for the argument that no secret of a bench is worth keeping.
LIKE_PRODUCTION = {
    "SLIPSTREAM_ENV": "local",
    "SECRET_KEY": "only-for-benches-and-not-secret-at-all-0123456789abcdef",
    "JWT_KEY": "only-for-benches-jwt-0123456789abcdef0123456789abcdef",
    "LOG_LEVEL": "WARNING",
    **{f"FEATURE_{name}": "enabled" for name in ("FRIENDS", "FEED", "COMMENTS", "LIKES", "MESSAGES")},
}


def in_the_environment() -> None:
    """Go on in the project's own Python."""
    if not PYTHON.exists():
        sys.exit("There is no .venv yet: run script/test once.")
    if Path(sys.prefix) != PROJECT / ".venv":
        os.execv(PYTHON, [str(PYTHON), *sys.argv])


def play(run: Callable[[], bool]) -> None:
    """Start PostgreSQL and Redis, run, clear everything away, and exit with 1 if a goal is missed."""
    sys.path.insert(0, str(PROJECT))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # as with Ctrl-C
    from config.tests import services  # starts the servers, before Django reads its settings

    try:
        good = run()
    finally:
        services.undo.close()
    sys.exit(0 if good else 1)


@contextmanager
def house(**more: str) -> Iterator[Any]:
    """A whole Slipstream of the bench's own, web and worker running."""
    from config.tests import live
    from config.tests.stage import staged

    live.START_S = 180  # a busy machine is no reason to give up
    with tempfile.TemporaryDirectory(prefix="slip-") as folder:
        Path(folder).chmod(0o755)
        with staged(Path(folder), **{**LIKE_PRODUCTION, **more}) as stage:
            yield stage


@contextmanager
def demo_house(then: str = "") -> Iterator[tuple[Any, str]]:
    """A house with its static files as in production and the demo's people, and what the Python in `then` prints.

    `then` is run in place of loading the demo, and has to do that.
    """
    command = ["shell", "-v0", "-c", then] if then else ["demo", "load", "-v0"]
    with house(**{f"FEATURE_{name}": "enabled" for name in ("CHALLENGES", "EXPORTS", "WEBHOOKS")}) as stage:
        stage.house.kill("web", signal.SIGTERM)
        stage.manage("collectstatic", "--no-input", "-v0")
        asked = [sys.executable, "manage.py", *command]
        run = subprocess.run(
            asked, cwd=PROJECT, env=stage.house.environment, stdout=subprocess.PIPE, check=True, text=True
        )
        stage.house.start_web()  # it reads the names of the static files when it starts
        yield stage, run.stdout


def database() -> None:
    """A database of the bench's own, migrated, and Django on it. Before anything else of ours is imported."""
    import psycopg

    parts, name = urlsplit(os.environ["DATABASE_URL"]), f"bench_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    os.environ["DATABASE_URL"] = urlunsplit(parts._replace(path=f"/{name}"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
