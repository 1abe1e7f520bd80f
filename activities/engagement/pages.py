"""How is a long list of comments paged? By key, so that what is said meanwhile moves nothing."""

from __future__ import annotations

from typing import Any

from rest_framework.exceptions import NotFound
from rest_framework.pagination import Cursor, CursorPagination

from config.kernel.errors import Invalid


class NewestFirst(CursorPagination):
    """`limit` (20, at most 100) and `cursor`, from `next` and `previous`."""

    ordering = "-id"
    page_size, max_page_size = 20, 100
    page_size_query_param = "limit"

    def decode_cursor(self, request: Any) -> Cursor | None:
        """The place a cursor stands for. Raises Invalid for one that is not ours."""
        try:
            cursor: Cursor | None = super().decode_cursor(request)
        except NotFound as fault:
            raise _foreign() from fault
        if cursor is not None and not _is_id(str(cursor.position or "")):
            raise _foreign()
        return cursor


def _is_id(position: str) -> bool:
    return position.isascii() and position.isdigit() and len(position) < 19


def _foreign() -> Invalid:
    return Invalid(code="invalid_cursor", errors={"cursor": ["Use the address in `next` as it is."]})
