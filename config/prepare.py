"""What has to be done before the first request? `python -m config.prepare`: tables, static files, the demo's people.

Safe to run twice, and by several processes at once.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Iterator

import django
import psycopg
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection

ADVISORY_LOCK = 7_115_743  # any number that nothing else in this database locks


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Hold a lock in the database, on a connection of its own, so that two never migrate at once."""
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as own:
        own.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_LOCK])
        yield


def collect_static_files() -> None:
    """Name, compress and copy them where the web server reads them, if any changed since: it takes seconds."""
    written_down, now = settings.STATIC_ROOT / ".collected", fingerprint_of_static_files()
    if written_down.exists() and written_down.read_text() == now:
        return
    written_down.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False)
    written_down.write_text(now)


def fingerprint_of_static_files() -> str:
    """A hash of path, size and time of every static file of every app, and of how they are stored."""
    digest = hashlib.sha256(repr(settings.STORAGES).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = os.stat(storage.path(path))
            digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def forget_old_counts() -> None:
    """Remove the metrics that no process has written for a day; those of processes that still run stay."""
    for path in (settings.STATE / "metrics").glob("*.db"):
        if path.stat().st_mtime < time.time() - 86_400:
            path.unlink(missing_ok=True)


def main() -> None:
    """Migrate, collect static files and, where the settings say so, load the demo."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    with one_at_a_time():
        call_command("migrate", interactive=False)
        collect_static_files()
        forget_old_counts()
        if settings.DEMO:
            call_command("demo", "load")


if __name__ == "__main__":
    main()
