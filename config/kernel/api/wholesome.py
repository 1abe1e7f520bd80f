"""Is a piece of JSON fit to be stored and sent on? Not too deep, and every string a real text."""

from __future__ import annotations

from typing import Any

MAX_DEPTH = 20


class Unwholesome(ValueError):
    """The JSON parses, but holds what no client of ours may send; the message says what."""


def check(value: Any, max_depth: int = MAX_DEPTH) -> None:
    """Raise Unwholesome for NUL, lone surrogates or nesting beyond `max_depth`. Iterative, so depth is safe."""
    waiting = [(value, 1)]
    while waiting:
        item, depth = waiting.pop()
        if isinstance(item, str):
            _check_text(item)
        elif isinstance(item, dict | list):
            if depth > max_depth:
                raise Unwholesome(f"nested deeper than {max_depth} levels")
            children = list(item.items()) if isinstance(item, dict) else item
            for child in children:
                waiting.extend((part, depth + 1) for part in (child if isinstance(child, tuple) else (child,)))


def _check_text(text: str) -> None:
    if "\x00" in text:
        raise Unwholesome("a text holds the character NUL")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Unwholesome("a text holds half of a surrogate pair") from None
