"""Which texts may people put under an activity?"""

from __future__ import annotations

import unicodedata

from config.kernel.errors import Invalid

ALLOWED_CONTROLS = "\n\t"
LONGEST_COMMENT, LONGEST_NOTE = 2000, 500


def comment_text(content: str) -> str:
    """`content` without spaces around it: 1 to 2000 characters, something to see among them. Raises Invalid."""
    text = _plain("content", content, LONGEST_COMMENT)
    if not any(character.isprintable() and not character.isspace() for character in text):
        raise Invalid(errors={"content": ["Write something."]})
    return text


def note_text(note: str) -> str:
    """`note` without spaces around it, at most 500 characters; it may be empty. Raises Invalid."""
    return _plain("note", note, LONGEST_NOTE)


def _plain(field: str, text: str, longest: int) -> str:
    text = text.replace("\r\n", "\n").strip()
    if len(text) > longest:
        raise Invalid(errors={field: [f"At most {longest} characters."]})
    if any(unicodedata.category(mark) in ("Cc", "Cs") and mark not in ALLOWED_CONTROLS for mark in text):
        raise Invalid(errors={field: ["Control characters are not allowed."]})
    return text
