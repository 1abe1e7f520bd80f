"""What does the confined process do with a picture? `python -m …picture_child`: bytes in, an Answer as msgpack out."""

from __future__ import annotations

import os
import struct
import sys
import warnings
from collections.abc import Callable
from io import BytesIO

import msgspec
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from config.kernel.confined import OUT_OF_MEMORY, limit_this_process

BYTES = 10_000_000
PIXELS = 25_000_000
AT_ONCE = 5
LARGE, SMALL = 1600, 480  # the longer side, in pixels
MEMORY_BYTES = 640_000_000  # measured: 25 million pixels as PNG with transparency take 330 MB
CPU_SECONDS = 10
FORMATS = ("JPEG", "PNG", "WEBP")


class Picture(msgspec.Struct, frozen=True):
    """A picture made anew: JPEG without metadata. `width` and `height` are those of `large`, in pixels."""

    width: int
    height: int
    small: bytes
    large: bytes


class Answer(msgspec.Struct):
    """A picture, or the code of a PictureRefused."""

    picture: Picture | None = None
    refused: str = ""


def answer_to(data: bytes, make: Callable[[Image.Image], Picture]) -> Answer:
    """What `make` makes of the picture in the bytes, or why it is refused."""
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as image:
            if image.width * image.height > PIXELS:
                return Answer(refused="too_many_pixels")
            if getattr(image, "n_frames", 1) > 1:
                return Answer(refused="animated")
            return Answer(picture=make(image))
    except UnidentifiedImageError:
        return Answer(refused="not_a_picture")
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return Answer(refused="too_many_pixels")
    except (OSError, SyntaxError, ValueError, EOFError, struct.error):  # how Pillow's readers complain
        return Answer(refused="damaged_picture")


def main(make: Callable[[Image.Image], Picture]) -> None:
    """Answer one picture; exit with OUT_OF_MEMORY if it must."""
    limit_this_process(memory_bytes=MEMORY_BYTES, cpu_seconds=CPU_SECONDS)
    Image.MAX_IMAGE_PIXELS = PIXELS
    # by itself Pillow only warns up to twice the limit
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        sys.stdout.buffer.write(msgspec.msgpack.encode(answer_to(sys.stdin.buffer.read(BYTES), make)))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)  # there is no memory left to say it in words


def whole(image: Image.Image) -> Picture:
    """All of it."""
    large = upright(image)
    small = large.copy()
    small.thumbnail((SMALL, SMALL), Image.Resampling.LANCZOS)
    return Picture(large.width, large.height, encoded(small), encoded(large))


def upright(image: Image.Image) -> Image.Image:
    """As it is meant to be seen, in common colours, at most LARGE pixels long."""
    image.draft("RGB", (LARGE, LARGE))  # a JPEG decodes at a fraction of its size
    profile = image.info.get("icc_profile")
    seen = _opaque(image) if image.mode in ("P", "1", "I;16", "I", "F") else image
    seen.thumbnail((LARGE, LARGE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return _in_common_colours(_opaque(ImageOps.exif_transpose(seen)), profile)


def encoded(image: Image.Image) -> bytes:
    """JPEG, without metadata."""
    image.info.clear()  # Pillow writes some of what it read by itself
    out = BytesIO()
    image.save(out, "JPEG", quality=82, optimize=True, progressive=True)
    return out.getvalue()


def _opaque(image: Image.Image) -> Image.Image:
    """RGB; what is transparent becomes white."""
    if image.mode == "RGB":
        return image
    if not image.has_transparency_data:
        return image.convert("RGB")
    clear = image.convert("RGBA")
    paper = Image.new("RGB", clear.size, "white")
    paper.paste(clear, mask=clear.getchannel("A"))
    return paper


def _in_common_colours(image: Image.Image, profile: bytes | None) -> Image.Image:
    """sRGB: phones write wider colours, which look dull without their profile. One that cannot be used is left."""
    if not profile:
        return image
    try:
        ours = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(image, BytesIO(profile), ours, outputMode="RGB")
    except ImageCms.PyCMSError:
        return image
    return converted or image


if __name__ == "__main__":
    main(whole)
