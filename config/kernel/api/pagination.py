"""How is a list paged? By limit and offset, without ever counting the whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rest_framework.pagination import LimitOffsetPagination
from rest_framework.response import Response

from config.kernel.errors import Invalid

MAX_OFFSET = 10_000


class LimitOffset(LimitOffsetPagination):
    """`limit` (20, at most 100) and `offset` (at most 10,000); answers results, next and previous."""

    default_limit, max_limit = 20, 100

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> list[Any]:
        """One page. Reads one row more than asked for, to know whether there is a next page."""
        self.request = request
        self.limit = self.get_limit(request) or self.default_limit
        self.offset = self.get_offset(request)
        if self.offset > MAX_OFFSET:
            raise Invalid(errors={"offset": [f"At most {MAX_OFFSET}. Use the cursor or narrow the list."]})
        rows = list(queryset[self.offset : self.offset + self.limit + 1])
        self.count = self.offset + len(rows)  # what get_next_link() compares with
        return rows[: self.limit]

    def get_paginated_response(self, data: Sequence[Any]) -> Response:
        return Response({"results": data, "next": self.get_next_link(), "previous": self.get_previous_link()})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["results", "next", "previous"],
            "properties": {"results": schema, "next": link, "previous": link},
        }
