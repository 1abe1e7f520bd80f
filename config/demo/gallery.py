"""Which photos do the demo's people show? Landscapes that are drawn here, so that nobody's own pictures are needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from io import BytesIO
from math import sin
from random import Random

from PIL import Image, ImageColor, ImageDraw, ImageOps

from activities.tracking.models import Activity
from activities.tracking.photos.models import Photo
from config.kernel.files.storing import stored
from social.accounts.models import Visibility

SIZE, SMALL = (1200, 900), (480, 360)
SKIES = (
    ("#f6c89f", "#7d9cc4"),
    ("#e8f0f2", "#6fa3c8"),
    ("#f2a48b", "#51557e"),
    ("#dfe6d8", "#8fb1a8"),
    ("#ffe3b3", "#d98b6a"),
)
HILLS = ("#8fa7a5", "#5d7f7c", "#35605b", "#1f4440")
OUTSIDE = ("run", "ride", "hike", "walk")
SHOWN_BY = {"alice": 3, "bob": 4, "ingrid": 2, "mateo": 1, "aiko": 1}


def photos(activities: Iterable[Activity]) -> Iterator[Photo]:
    """Stores photos of the newest outing that friends may see of each of a few people."""
    for owner, number in SHOWN_BY.items():
        outings = [one for one in activities if one.user.username == owner and one.activity_type in OUTSIDE]
        shared = [one for one in outings if one.visibility != Visibility.PRIVATE]
        if shared:
            yield from _of(max(shared, key=lambda one: one.created_at), number)


def _of(activity: Activity, number: int) -> Iterator[Photo]:
    for place in range(number):
        large, small = landscape((len(activity.user.username) + place) % len(SKIES))
        photo = Photo(activity=activity, position=place, width=SIZE[0], height=SIZE[1])
        photo.digest = sha256(large).hexdigest()
        with stored() as keeper:
            keeper.put(photo, "large", large)
            keeper.put(photo, "small", small)
            photo.save(force_insert=True)
        yield photo


@cache
def landscape(number: int) -> tuple[bytes, bytes]:
    """One of five, large and small, as JPEG: hills under a sky, and a low sun."""
    rng = Random(number)  # noqa: S311 - a play, not a secret
    low, high = SKIES[number]
    image = ImageOps.colorize(Image.linear_gradient("L").resize(SIZE), high, low)
    draw = ImageDraw.Draw(image)
    width, height = SIZE
    x, y = rng.randint(200, width - 200), rng.randint(260, 400)
    draw.ellipse((x - 60, y - 60, x + 60, y + 60), fill=ImageColor.getrgb("#fff6df"))
    for layer, colour in enumerate(HILLS):
        draw.polygon([*_ridge(rng, height * (0.48 + 0.13 * layer)), (width, height), (0, height)], fill=colour)
    return _jpeg(image), _jpeg(image.resize(SMALL))


def _ridge(rng: Random, level: float) -> list[tuple[float, float]]:
    waves = [(rng.uniform(20, 60), rng.uniform(0.002, 0.009), rng.uniform(0, 6)) for _ in range(3)]
    return [(x, level + sum(high * sin(x * often + start) for high, often, start in waves)) for x in range(0, 1201, 12)]


def _jpeg(image: Image.Image) -> bytes:
    written = BytesIO()
    image.save(written, "JPEG", quality=82)
    return written.getvalue()
