"""Which text would a spreadsheet take for a formula, and how is it kept from that?"""

from __future__ import annotations

import re

# Spreadsheets skip blanks, quotes and letters of no width before they look for a formula; some read wide signs too.
FORMULA = re.compile(r"[\s\"'\u200b\u2060\ufeff]*[=+\-@＝＋－＠]|[ \"']*[\t\r\n]")


def harmless(text: str) -> str:
    """`text`, with a `'` before it where a spreadsheet might run it. Taking that away gives the text again."""
    return f"'{text}" if FORMULA.match(text) else text
