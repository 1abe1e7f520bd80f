"""Which addresses has the REST API? Read from the resolver, so that a new one is looked at by every test."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

UNKNOWN_ID = 999_999_999
UNKNOWN_UUID = "00000000-0000-4000-8000-000000000000"
BEFORE = "/api/v1/"
VERBS = {"get", "post", "put", "patch", "delete"}


def patterns(under: Any = None, before: str = "/") -> Iterator[tuple[str, URLPattern]]:
    """Every pattern with its whole regular expression or path, as text."""
    for entry in (under or get_resolver()).url_patterns:
        here = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, here)
        else:
            yield here, entry


def plain(text: str) -> str:
    """The regular expression of an address as people write it: without its ends, `{id}` for an id."""
    bare = text.replace("^", "").removesuffix("$").removesuffix("\\Z").removesuffix("/?")
    return re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"{\1}", bare)


def verbs_of(pattern: URLPattern) -> set[str]:
    """What a route answers besides OPTIONS and HEAD, in small letters."""
    view: Any = pattern.callback
    if actions := getattr(view, "actions", None):
        return set(actions) & VERBS
    cls = getattr(view, "cls", None) or view.view_class
    return {verb for verb in cls.http_method_names if hasattr(cls, verb)} & VERBS


ROUTES = {plain(text): verbs_of(pattern) for text, pattern in patterns() if text.startswith(BEFORE)}


def filled(path: str, pk: int | str = UNKNOWN_ID) -> str:
    """The address with an id in it; a photo and a job have a UUID, and a photo has sizes."""
    words = {"photo_id": UNKNOWN_UUID, "size": "small"}
    if path.startswith(f"{BEFORE}jobs/") and isinstance(pk, int):
        words["id"] = UNKNOWN_UUID
    return re.sub(r"\{(\w+)\}", lambda found: words.get(found[1], str(pk)), path)
