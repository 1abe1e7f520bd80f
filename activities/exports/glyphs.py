"""Which characters can a document print, and what stands for the others?

DejaVu Sans has Latin, Cyrillic, Greek and many signs. What it has not, such as Chinese or most emoji, is a visible box:
a document is made whatever people have written.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from html import escape
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FONTS = Path(__file__).parent / "fonts"
PLAIN, BOLD = "DejaVuSans", "DejaVuSans-Bold"
BOX = "□"
JOINERS = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]|[\U000e0000-\U000e0fff]")


@cache
def known() -> frozenset[int]:
    """The characters of both fonts, which are registered by this; read once a process."""
    for name in (PLAIN, BOLD):
        pdfmetrics.registerFont(TTFont(name, FONTS / f"{name}.ttf"))
    pdfmetrics.registerFontFamily(PLAIN, normal=PLAIN, bold=BOLD, italic=PLAIN, boldItalic=BOLD)
    faces = [pdfmetrics.getFont(name).face.charToGlyph for name in (PLAIN, BOLD)]
    return frozenset(faces[0].keys() & faces[1].keys())


def printable(text: str) -> str:
    """`text` on one line, with a box for each character that has no sign in the font; joiners are left out."""
    shown = JOINERS.sub("", unicodedata.normalize("NFC", text))
    return "".join(_sign(letter) for letter in shown)


def markup(text: str) -> str:
    """The same, for a paragraph: what looks like markup or an address prints as it was written."""
    return escape(printable(text))


def _sign(letter: str) -> str:
    if letter.isspace() or unicodedata.category(letter) == "Cc":
        return " "
    return letter if ord(letter) in known() else BOX
