"""What does the confined process do with somebody's picture? A square out of its middle, in two sizes."""

from __future__ import annotations

from PIL import Image, ImageOps

from config.kernel.files.picture_child import Picture, encoded, main, upright

LARGE, SMALL = 320, 96  # the side of the square, in pixels


def square(image: Image.Image) -> Picture:
    """The middle of it, made larger if it must be."""
    large = ImageOps.fit(upright(image), (LARGE, LARGE), Image.Resampling.LANCZOS)
    small = large.resize((SMALL, SMALL), Image.Resampling.LANCZOS)
    return Picture(LARGE, LARGE, encoded(small), encoded(large))


if __name__ == "__main__":
    main(square)
