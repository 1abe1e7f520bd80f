"""How is a stranger's file read where it can do no harm? In a process of its own: `python -m …sandbox`.

The file comes on standard input, an Answer as JSON leaves on standard output. It starts fast: no Django.
"""

from __future__ import annotations

import os
import sys
import zlib
from hashlib import sha256
from io import BytesIO

import msgspec

from activities.tracking.imports import limits
from activities.tracking.imports.errors import ImportRefused
from activities.tracking.imports.figures import track_of
from activities.tracking.imports.fit import SIGNATURE, read_fit
from activities.tracking.imports.markup import read_xml
from activities.tracking.imports.track import Recording, Track
from config.kernel.confined import OUT_OF_MEMORY, limit_this_process

_GZIP = b"\x1f\x8b"


class Answer(msgspec.Struct):
    """A track, or the code of an ImportRefused."""

    track: Track | None = None
    refused: str = ""


def answer_to(data: bytes) -> Answer:
    """What the file holds, or why it is refused. For any bytes nothing is raised but MemoryError."""
    try:
        plain = unpacked(data)
        recording, file_format = recording_in(plain)
        return Answer(track=track_of(recording, digest=sha256(plain).hexdigest(), file_format=file_format))
    except ImportRefused as refusal:
        return Answer(refused=refusal.code)


def recording_in(data: bytes) -> tuple[Recording, str]:
    """What the file holds, and its format: told by the content, whatever its name."""
    if data[SIGNATURE] == b".FIT":
        return read_fit(BytesIO(data)), "fit"
    return read_xml(BytesIO(data))


def unpacked(data: bytes) -> bytes:
    """The content of a gzip file, as other services export them; anything else as it is. Never more than FILE_BYTES."""
    if not data.startswith(_GZIP):
        return data
    stream = zlib.decompressobj(wbits=31)
    try:
        content = stream.decompress(data, limits.FILE_BYTES + 1)
    except zlib.error:
        raise ImportRefused("damaged") from None
    if len(content) > limits.FILE_BYTES:
        raise ImportRefused("file_too_large")
    if not stream.eof:
        raise ImportRefused("truncated")
    return content


def main() -> None:
    """Answer one file; exit with OUT_OF_MEMORY if it must."""
    limit_this_process(memory_bytes=limits.MEMORY_BYTES, cpu_seconds=limits.CPU_SECONDS)
    try:
        sys.stdout.buffer.write(msgspec.json.encode(answer_to(sys.stdin.buffer.read(limits.FILE_BYTES))))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)  # there is no memory left to say it in words


if __name__ == "__main__":
    main()
