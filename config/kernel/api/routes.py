"""How does an address of the API look? With or without a trailing slash, never a redirect."""

from __future__ import annotations

import re
from typing import Any

from django.urls import re_path


def route(pattern: str, view: Any, name: str) -> Any:
    """An address such as `activities/<id>/like`; `<id>` stands for a number, `<uuid>` for a UUID."""
    regex = pattern
    for part in ("id", "comment_id", "message_id", "user_id", "delivery_id"):
        # not where it is the name of a group already
        regex = re.sub(rf"(?<!\?P)<{part}>", f"(?P<{part}>[0-9]{{1,18}})", regex)
    regex = regex.replace("<uuid>", "(?P<id>[0-9a-f-]{36})")
    return re_path(rf"^{regex}/?\Z", view, name=name)
