"""What can a program ask about the feed?"""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from activities.feed.selectors import MAX_LIMIT, MAX_OFFSET, FeedPage, feed_page
from activities.tracking.models import Activity
from activities.tracking.serializers import ActivitySerializer, row_of
from config.kernel.api.pagination import LimitOffset
from config.kernel.errors import Invalid
from config.kernel.features import needs
from realtime.streams.position import open_stream_sync
from social.accounts.caller import caller


@extend_schema(tags=["feed"])
class FeedView(GenericAPIView[Any]):
    """The caller's feed: what friends and followed people did, newest first."""

    permission_classes = [IsAuthenticated, needs("feed")]
    serializer_class = ActivitySerializer
    queryset = Activity.objects.none()
    pagination_class = LimitOffset  # for the documents; the feed's own statement cuts the page

    @extend_schema(
        operation_id="feed_list",
        parameters=[OpenApiParameter("cursor", OpenApiTypes.STR, description="From `next`; wins over offset.")],
        responses=ActivitySerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        """A page of the feed. The header X-Position says up to which live event it is true at the least."""
        standing = open_stream_sync(caller(request).pk)
        limit, offset = _number(request, "limit", 20, 1, MAX_LIMIT), _number(request, "offset", 0, 0, MAX_OFFSET)
        cursor = request.query_params.get("cursor")
        page = feed_page(caller(request), limit, cursor, 0 if cursor else offset)
        answer = Response(
            {
                "results": [row_of(activity) for activity in page.activities],
                "next": _next(request, page),
                "previous": None,
            }
        )
        if standing:
            answer["X-Position"] = f"{standing.epoch}:{standing.top}"
        return answer


def _next(request: Request, page: FeedPage) -> str | None:
    if page.next_cursor is None:
        return None
    address = replace_query_param(request.build_absolute_uri(), "cursor", page.next_cursor)
    return str(replace_query_param(address, "offset", 0)) if "offset" in request.query_params else str(address)


def _number(request: Request, name: str, default: int, lowest: int, highest: int) -> int:
    text = request.query_params.get(name, str(default))
    if not (text.isascii() and text.isdigit() and len(text) < 10) or not lowest <= int(text):
        raise Invalid(errors={name: [f"A whole number from {lowest} to {highest}."]})
    if int(text) > highest and name == "offset":
        raise Invalid(errors={name: [f"At most {highest}. Use the cursor from `next` to go deeper."]})
    return min(int(text), highest)
