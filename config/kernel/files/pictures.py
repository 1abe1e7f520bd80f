"""How does an uploaded picture become one of ours? Decoded and encoded anew in a confined process, in two sizes."""

from __future__ import annotations

import logging
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore

import msgspec

from config.kernel.confined import OUT_OF_MEMORY, run_confined
from config.kernel.files import avatar_child, picture_child
from config.kernel.files.picture_child import AT_ONCE, BYTES, Answer, Picture

log = logging.getLogger(__name__)

WALL_SECONDS = 10.0

_MB, _MILLION = BYTES // 1_000_000, picture_child.PIXELS // 1_000_000
MESSAGES = {
    "empty_picture": "The file is empty. Choose the picture again.",
    "picture_too_large": f"The picture is larger than {_MB} MB. Choose a smaller version of it.",
    "not_a_picture": "This is not a JPEG, PNG or WebP picture. Choose one of those.",
    "too_many_pixels": f"The picture has more than {_MILLION} million pixels. Choose a smaller version of it.",
    "animated": "The picture is animated. Choose a still one.",
    "damaged_picture": "The picture cannot be read to its end. Choose the original file again.",
    "took_too_long": "Reading the picture took too long. Choose a smaller version of it.",
    "busy": "Too many pictures are being read right now. Try again in a minute.",
}
_free_processes = BoundedSemaphore(AT_ONCE)


class PictureRefused(Exception):
    """A file that cannot become a picture. `code` is stable, `message` tells people what to do."""

    def __init__(self, code: str) -> None:
        """`code` is a key of MESSAGES."""
        self.code, self.message = code, MESSAGES[code]
        super().__init__(self.message)


def encoded_pictures(files: Sequence[bytes]) -> list[Picture | PictureRefused]:
    """Each file as a picture, or why not, in their order. At most AT_ONCE are read at a time in this process."""
    with ThreadPoolExecutor(max_workers=AT_ONCE) as threads:
        return list(threads.map(_outcome, files))


def encoded_picture(data: bytes) -> Picture:
    """JPEG in two sizes, upright, without a word of the metadata. Blocks at most 2 × WALL_SECONDS.

    Raises PictureRefused, and only that, whatever the bytes.
    """
    return _made_by(picture_child.__name__, data)


def encoded_avatar(data: bytes) -> Picture:
    """The same of its middle square, 320 and 96 pixels wide."""
    return _made_by(avatar_child.__name__, data)


def _made_by(child: str, data: bytes) -> Picture:
    if not data:
        raise PictureRefused("empty_picture")
    if len(data) > BYTES:
        raise PictureRefused("picture_too_large")
    answer = _answer_from_child(child, data)
    if answer.picture is None:
        raise PictureRefused(answer.refused)
    return answer.picture


def _outcome(data: bytes) -> Picture | PictureRefused:
    try:
        return encoded_picture(data)
    except PictureRefused as refused:
        return refused


def _answer_from_child(child: str, data: bytes) -> Answer:
    if not _free_processes.acquire(timeout=WALL_SECONDS):
        raise PictureRefused("busy")
    try:
        done = run_confined(child, data, wall_seconds=WALL_SECONDS)
    except subprocess.TimeoutExpired:
        raise PictureRefused("took_too_long") from None
    finally:
        _free_processes.release()
    if done.returncode == OUT_OF_MEMORY:
        raise PictureRefused("too_many_pixels")
    try:
        return msgspec.msgpack.decode(done.stdout, type=Answer)
    except msgspec.DecodeError:
        complaint = done.stderr[-2000:].decode(errors="replace")
        log.warning("The picture process ended with %s: %s", done.returncode, complaint)
        raise PictureRefused("damaged_picture") from None
