"""What does the OpenAPI document say of our addresses? The form without the optional slash."""

from __future__ import annotations

from typing import Any


def without_trailing_slash(endpoints: list[tuple[str, str, str, Any]], **_: Any) -> list[tuple[str, str, str, Any]]:
    """A preprocessing hook: `/feed/?` is documented as `/feed`."""
    return [(path.removesuffix("/?").removesuffix("/"), regex, method, view) for path, regex, method, view in endpoints]
