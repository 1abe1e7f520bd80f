"""How is a conversation paged? By the numbers of its messages, so that a page never shifts while people write."""

from __future__ import annotations

from typing import NamedTuple

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from config.kernel.errors import Invalid
from social.conversations.models import MessageQuerySet
from social.conversations.serializers import MessageSerializer

USUAL, MOST = 50, 100


class Asked(NamedTuple):
    """Which page: what is older than the message `before`, newest first, or newer than `after`, oldest first."""

    before: int | None
    after: int | None
    limit: int

    @classmethod
    def of(cls, request: Request) -> Asked:
        """What the address says; `cursor` is `before`, as `next` has it. Raises Invalid with the parameter named."""
        before = _number(request, "cursor")
        before = _number(request, "before") if before is None else before
        after, limit = _number(request, "after_seq"), _number(request, "limit")
        if before is not None and after is not None:
            raise Invalid(errors={"after_seq": ["Not together with before or cursor."]})
        return cls(before, after, min(limit or USUAL, MOST))


def page(request: Request, messages: MessageQuerySet) -> Response:
    """One page of `messages`, which come newest first; it reads one more, to know whether there is a next page."""
    asked = Asked.of(request)
    if asked.after is not None:
        messages = messages.filter(seq__gt=asked.after).order_by("seq")
    elif asked.before is not None:
        messages = messages.filter(seq__lt=asked.before)
    rows = list(messages[: asked.limit + 1])
    shown, more = rows[: asked.limit], len(rows) > asked.limit
    address = None
    if more:
        name = "cursor" if asked.after is None else "after_seq"
        bare = remove_query_param(request.build_absolute_uri(), "before")
        address = replace_query_param(bare, name, shown[-1].seq)
    return Response({"results": MessageSerializer(shown, many=True).data, "next": address, "previous": None})


def _number(request: Request, name: str) -> int | None:
    text = request.query_params.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 17):
        raise Invalid(errors={name: ["A whole number."]})
    return int(text)
