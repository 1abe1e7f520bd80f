"""Is every picture made anew, without its place, and every hostile one refused in bounded time and memory?"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from activities.tests.photos.pictures import LATITUDE, frames, from_a_phone, huge_png, picture
from config.kernel.files import picture_child, pictures
from config.kernel.files.pictures import PictureRefused, encoded_picture, encoded_pictures

ROOT = Path(picture_child.__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "WALL_SECONDS", 60.0)


def refused(data: bytes) -> str:
    with pytest.raises(PictureRefused) as refusal:
        encoded_picture(data)
    assert refusal.value.message == pictures.MESSAGES[refusal.value.code]
    return refusal.value.code


def test_a_large_picture_comes_in_two_sizes() -> None:
    made = encoded_picture(picture(3200, 2000))
    large, small = Image.open(BytesIO(made.large)), Image.open(BytesIO(made.small))
    assert (large.size, small.size) == ((1600, 1000), (480, 300)) == ((made.width, made.height), small.size)
    assert {large.format, small.format} == {"JPEG"}


def test_a_small_picture_is_not_enlarged() -> None:
    made = encoded_picture(picture(120, 80))
    assert (made.width, made.height, Image.open(BytesIO(made.small)).size) == (120, 80, (120, 80))


def test_it_stands_upright_and_tells_no_place() -> None:
    """S-FI-4, S-PR-6."""
    data = from_a_phone()
    assert LATITUDE in data
    assert Image.open(BytesIO(data)).getexif().get_ifd(0x8825)
    made = encoded_picture(data)
    for content in (made.small, made.large):
        image = Image.open(BytesIO(content))
        assert image.size == (80, 120)
        assert not image.getexif()
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
        assert not any(word in content for word in (LATITUDE, b"Exif", b"PhoneMaker"))
        right, down = image.convert("RGB").getpixel((75, 5)), image.convert("RGB").getpixel((5, 115))
        assert right[0] > 200 > down[0]


@pytest.mark.parametrize("fmt", ["JPEG", "PNG", "WEBP"])
def test_these_formats_are_read(fmt: str) -> None:
    made = encoded_picture(picture(fmt=fmt))
    assert Image.open(BytesIO(made.large)).convert("RGB").getpixel((100, 70)) == pytest.approx((0, 128, 128), abs=12)


def test_what_is_transparent_becomes_white() -> None:
    out = BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(out, "PNG")
    assert Image.open(BytesIO(encoded_picture(out.getvalue()).large)).getpixel((20, 20)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "RGBA", "CMYK"])
def test_every_kind_of_colour_is_read(mode: str) -> None:
    out = BytesIO()
    Image.new(mode, (40, 30)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert encoded_picture(out.getvalue()).width == 40


JPEG = picture(400, 300)
HOSTILE: dict[str, tuple[str, bytes]] = {
    "nothing": ("empty_picture", b""),
    "11 MB": ("picture_too_large", JPEG + bytes(10_000_001)),
    "GIF": ("not_a_picture", frames("GIF")),
    "TIFF": ("not_a_picture", picture(fmt="TIFF")),
    "BMP": ("not_a_picture", picture(fmt="BMP")),
    "SVG": ("not_a_picture", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    "HTML": ("not_a_picture", b"<html><script>alert(1)</script></html>"),
    "PDF": ("not_a_picture", b"%PDF-1.7\n1 0 obj"),
    "GPX": ("not_a_picture", b"<gpx/>"),
    "APNG": ("animated", frames("PNG")),
    "animated WebP": ("animated", frames("WEBP")),
    "20,000 x 20,000": ("too_many_pixels", huge_png(20_000, 20_000)),
    "26 million pixels": ("too_many_pixels", huge_png(5_100, 5_100)),
    "a side of 2 billion": ("too_many_pixels", huge_png(2**31 - 1, 1)),
    "cut": ("damaged_picture", JPEG[: len(JPEG) // 2]),
    "less than it says": ("damaged_picture", huge_png(4_000, 4_000)),
    "PNG, cut": ("damaged_picture", picture(400, 300, "PNG")[:-60]),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_picture_is_refused(case: str) -> None:
    """S-FI-4, S-FI-5."""
    code, data = HOSTILE[case]
    assert refused(data) == code


linux_only = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc and RLIMIT_AS")
MEASURED = (
    "import pathlib, runpy, sys; runpy.run_module(sys.argv[1], run_name='__main__');"
    "print(pathlib.Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0], file=sys.stderr)"
)


@linux_only
def test_a_bomb_costs_little_time_and_memory() -> None:
    """Kilobytes at the most, told by the child at its end; the largest picture that is allowed is measured too."""
    allowed = BytesIO()
    Image.new("RGBA", (5_000, 5_000)).save(allowed, "PNG")
    for data, most in ((huge_png(20_000, 20_000), 80_000), (allowed.getvalue(), 400_000)):
        began = time.monotonic()
        command = [sys.executable, "-c", MEASURED, picture_child.__name__]
        child = subprocess.run(command, input=data, capture_output=True, cwd=ROOT, check=True)
        assert int(child.stderr.split()[-1]) < most
        assert time.monotonic() - began < 20


@linux_only
def test_a_child_that_needs_more_than_it_may_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    less = "import resource; resource.setrlimit(resource.RLIMIT_AS, (220_000_000, 220_000_000))"
    (tmp_path / "sitecustomize.py").write_text(less)
    monkeypatch.syspath_prepend(tmp_path)
    big = BytesIO()
    Image.new("RGBA", (5_000, 5_000)).save(big, "PNG")
    assert refused(big.getvalue()) == "too_many_pixels"


def test_one_that_takes_too_long_is_stopped_and_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "WALL_SECONDS", 0.001)
    outcomes = encoded_pictures([JPEG] * 6)
    assert {outcome.code for outcome in outcomes if isinstance(outcome, PictureRefused)} <= {"took_too_long", "busy"}
    monkeypatch.setattr(pictures, "WALL_SECONDS", 60.0)
    assert encoded_picture(JPEG).width == 400


def test_at_most_five_are_read_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """C3."""
    most = 0

    def watched(*args: object, **kwargs: object) -> object:
        nonlocal most
        most = max(most, picture_child.AT_ONCE - pictures._free_processes._value)
        return run(*args, **kwargs)  # type: ignore[arg-type]

    run = pictures.run_confined
    monkeypatch.setattr(pictures, "run_confined", watched)
    made = encoded_pictures([picture(100 + number, 50) for number in range(8)])
    assert [one.width for one in made if not isinstance(one, PictureRefused)] == list(range(100, 108))
    assert 1 < most <= 5


def test_the_child_has_limits_and_no_django() -> None:
    code = (
        "import resource, sys; from config.kernel.files import picture_child as c; sys.stdin = open('/dev/null');"
        "c.main(c.whole); print(resource.getrlimit(resource.RLIMIT_FSIZE)[0], file=sys.stderr);"
        "print(*{n.split('.')[0] for n in sys.modules}, file=sys.stderr)"
    )
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True).stderr.decode()
    size, *modules = told.split()
    assert int(size) == 0
    assert not {"django", "redis", "psycopg", "ssl", "asyncio"} & set(modules)
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 0
