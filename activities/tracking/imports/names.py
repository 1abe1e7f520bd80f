"""What do we call a file that somebody sent?"""

from __future__ import annotations

import re

CHARACTERS = 100


def shown_name(name: str) -> str:
    """The last part of the name, printable, at most CHARACTERS long. It is shown and leads nowhere."""
    last = re.split(r"[/\\]", name)[-1]
    return "".join(letter for letter in last if letter.isprintable())[-CHARACTERS:].strip(" .") or "activity"
