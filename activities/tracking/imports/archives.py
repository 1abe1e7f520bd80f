"""Which recordings does a zip hold? Its names lead nowhere, and it unpacks into bounded memory."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from activities.tracking.imports import limits
from activities.tracking.imports.errors import ImportRefused
from activities.tracking.imports.names import shown_name

MAGIC = b"PK\x03\x04"
EMPTY_MAGIC = b"PK\x05\x06"

_END, _END_64_LOCATOR = b"PK\x05\x06", b"PK\x06\x07"
_END_BYTES, _COMMENT_BYTES = 22, 65_535
_DIRECTORY_BYTES = 1_000_000  # zipfile reads the whole directory at once
_CLUTTER = ("__MACOSX/", ".DS_Store", "Thumbs.db")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Member(NamedTuple):
    """One file: its content, or why it is refused."""

    name: str
    content: bytes
    refused: ImportRefused | None = None


def is_zip(start: bytes) -> bool:
    """Whether a file that begins like this is a zip, whatever its name."""
    return start.startswith((MAGIC, EMPTY_MAGIC))


def members(file: BinaryIO) -> Iterator[Member]:
    """The files of a zip, one after another; each is at most FILE_BYTES. A zip within it is refused.

    Raises ImportRefused damaged, or too_many_files where there are more than BATCH_FILES.
    """
    _refuse_huge_directory(file)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, struct.error, NotImplementedError):
        raise ImportRefused("damaged") from None
    with archive:
        files = [entry for entry in archive.infolist() if not entry.is_dir() and not _is_clutter(entry.filename)]
        if len(files) > limits.BATCH_FILES:
            raise ImportRefused("too_many_files")
        for entry in files:
            yield _member(archive, entry)


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Member:
    name = shown_name(entry.filename)
    try:
        return Member(name, _content(archive, entry))
    except ImportRefused as refused:
        return Member(name, b"", refused)


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    if entry.flag_bits & 1 or entry.compress_type not in _METHODS:
        raise ImportRefused("unreadable_member")
    try:
        with archive.open(entry) as member:
            content = member.read(limits.FILE_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, struct.error):
        raise ImportRefused("damaged") from None
    if len(content) > limits.FILE_BYTES:
        raise ImportRefused("file_too_large")
    if is_zip(content):
        raise ImportRefused("nested_zip")
    return content


def _is_clutter(name: str) -> bool:
    return name.startswith(_CLUTTER[0]) or name.endswith(_CLUTTER[1:])


def _refuse_huge_directory(file: BinaryIO) -> None:
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_BYTES - _COMMENT_BYTES))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + _END_BYTES or _END_64_LOCATOR in tail[max(0, at - 20) : at]:
        raise ImportRefused("damaged")
    (directory_bytes,) = struct.unpack_from("<L", tail, at + 12)
    if directory_bytes > _DIRECTORY_BYTES:
        raise ImportRefused("too_many_files")
    file.seek(0)
