"""Which pictures do people, and others, send?"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image

LATITUDE = b"GPSLatitudeOfHome"


def picture(width: int = 120, height: int = 80, fmt: str = "JPEG", colour: Any = "teal", **options: Any) -> bytes:
    """A picture of one colour, with a red upper left corner."""
    image = Image.new("RGB", (width, height), colour)
    image.paste("red", (0, 0, width // 4, height // 4))
    out = BytesIO()
    image.save(out, fmt, **options)
    return out.getvalue()


def from_a_phone(width: int = 120, height: int = 80) -> bytes:
    """A JPEG that lies on its side, with the place where it was taken and a comment."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it by 90 degrees
    exif[0x010F] = "PhoneMaker"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (46.0, 31.0, 11.0)
    return picture(width, height, exif=exif.tobytes(), comment=LATITUDE)


def frames(fmt: str) -> bytes:
    """Two frames in one."""
    out = BytesIO()
    first, second = Image.new("RGB", (20, 20), "red"), Image.new("RGB", (20, 20), "blue")
    first.save(out, fmt, save_all=True, append_images=[second])
    return out.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def huge_png(width: int, height: int) -> bytes:
    """A PNG that says how large it is, with a few kilobytes of content."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1_000_000))
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")
