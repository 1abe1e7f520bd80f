"""How is everything about a person written into one zip? Part by part, row by row, in constant memory."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from shutil import copyfileobj
from typing import Any

import msgspec
from django.conf import settings
from django.utils import timezone

from config.kernel.personal import ATTACHED, TOLD, Attachment, Row
from social.accounts.models import User

FORMAT, VERSION = "slipstream-takeout", 1
PIECE = 1024 * 1024


def steps() -> int:
    """In how many steps an archive is written."""
    return len(TOLD) + len(ATTACHED)


def write(to: Path, person: User, tell: Callable[[int], None]) -> None:
    """Write the archive. `tell` hears how many steps are done.

    `<part>.jsonl` has a JSON object a line; `manifest.json` says what there is. A file that the store has lost is
    named in the manifest, and the rest is there.
    """
    rows: dict[str, int] = {}
    files: dict[str, int] = {}
    missing: list[str] = []
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, told in TOLD.items():
            rows[name] = _put_rows(archive, name, told(person.pk))
            tell(len(rows))
        for name, attached in ATTACHED.items():
            files[name] = _put_files(archive, attached(person.pk), missing)
            tell(len(rows) + len(files))
        archive.writestr("manifest.json", msgspec.json.encode(_manifest(person, rows, files, missing)))


def _put_rows(archive: zipfile.ZipFile, name: str, rows: Iterable[Row]) -> int:
    count = 0
    with archive.open(f"{name}.jsonl", "w", force_zip64=True) as part:
        for row in rows:
            part.write(msgspec.json.encode(row) + b"\n")
            count += 1
    return count


def _put_files(archive: zipfile.ZipFile, files: Iterable[Attachment], missing: list[str]) -> int:
    count = 0
    for attachment in files:
        try:
            with attachment.file.open("rb") as source, archive.open(attachment.path, "w", force_zip64=True) as part:
                copyfileobj(source, part, PIECE)
        except FileNotFoundError:
            missing.append(attachment.path)
        else:
            count += 1
    return count


def _manifest(person: User, rows: dict[str, int], files: dict[str, int], missing: list[str]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "instance": settings.PUBLIC_URL,
        "username": person.username,
        "made_at": timezone.now(),
        "rows": rows,
        "files": files,
        "missing": missing,
    }
