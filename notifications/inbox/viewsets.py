"""What can a program ask about notifications?"""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from config.kernel.errors import Invalid, NotFound
from notifications.inbox import selectors, services
from notifications.inbox.models import Kind, Notification, NotificationQuerySet
from notifications.inbox.serializers import IdsSerializer, NotificationSerializer, UnreadSerializer, told
from social.accounts.caller import caller

BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


@extend_schema(tags=["notifications"])
class NotificationViewSet(mixins.ListModelMixin, viewsets.GenericViewSet[Any]):
    """The caller's notifications."""

    serializer_class = NotificationSerializer
    queryset = Notification.objects.none()

    def get_queryset(self) -> NotificationQuerySet:
        rows = selectors.notifications_of(caller(self.request))
        unread, kind = self.request.query_params.get("unread"), self.request.query_params.get("type")
        if unread is not None:
            if unread.lower() not in BOOLEANS:
                raise Invalid(errors={"unread": ["true or false."]})
            rows = rows.filter(is_read=not BOOLEANS[unread.lower()])
        if kind is not None:
            if kind not in Kind.values:
                raise Invalid(errors={"type": [f"One of {', '.join(Kind.values)}."]})
            rows = rows.filter(type=kind)
        return rows

    @extend_schema(
        parameters=[
            OpenApiParameter("unread", OpenApiTypes.BOOL),
            OpenApiParameter("type", OpenApiTypes.STR, enum=Kind.values),
        ]
    )
    def list(self, request: Request) -> Response:
        """Newest first; `unread` and `type` narrow the list."""
        return self.get_paginated_response(told(self.paginate_queryset(self.get_queryset()) or []))

    @extend_schema(responses=UnreadSerializer)
    def unread_count(self, request: Request) -> Response:
        """How many the caller has not read."""
        return Response({"unread": selectors.unread_count(caller(request))})

    @extend_schema(operation_id="notifications_read_one", request=None, responses=UnreadSerializer)
    def read_one(self, request: Request, id: str) -> Response:
        """Mark one read."""
        if not selectors.notifications_of(caller(request)).filter(pk=int(id)).exists():
            raise NotFound
        services.mark_read(caller(request), [int(id)])
        return self.unread_count(request)

    @extend_schema(operation_id="notifications_read_several", request=IdsSerializer, responses=UnreadSerializer)
    def read_many(self, request: Request) -> Response:
        """Mark several read; ids that are not the caller's are passed over."""
        sent = IdsSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        services.mark_read(caller(request), sent.validated_data["ids"])
        return self.unread_count(request)

    @extend_schema(operation_id="notifications_read_all", request=None, responses=UnreadSerializer)
    def read_all(self, request: Request) -> Response:
        """Mark all read."""
        services.mark_all_read(caller(request))
        return self.unread_count(request)
