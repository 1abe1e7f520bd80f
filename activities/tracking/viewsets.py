"""What can a program ask about activities?"""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from activities.tracking import services
from activities.tracking.batch import create_activities, delete_activities
from activities.tracking.models import ActivityQuerySet
from activities.tracking.selectors import activities_of, activity_for
from activities.tracking.serializers import (
    ActivityDetailSerializer,
    ActivitySerializer,
    BatchIdsSerializer,
    BatchItemsSerializer,
    BatchResultsSerializer,
)
from config.kernel.api.idempotency import idempotent
from social.accounts.caller import caller


@extend_schema(tags=["activities"])
class ActivityViewSet(mixins.ListModelMixin, viewsets.GenericViewSet[Any]):
    """The caller's own activities, and single ones of others that the caller may see."""

    serializer_class = ActivitySerializer

    def get_queryset(self) -> ActivityQuerySet:
        return activities_of(caller(self.request), caller(self.request))

    @extend_schema(responses={201: ActivityDetailSerializer})
    @idempotent
    def create(self, request: Request) -> Response:
        """Record an activity."""
        sent = ActivitySerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        activity = services.create_activity(caller(request), **sent.validated_data)
        return Response(ActivityDetailSerializer(activity).data, status=status.HTTP_201_CREATED)

    @extend_schema(responses=ActivityDetailSerializer)
    def retrieve(self, request: Request, id: str) -> Response:
        """An activity the caller may see."""
        return Response(ActivityDetailSerializer(activity_for(caller(request), int(id))).data)

    @extend_schema(responses=ActivityDetailSerializer)
    def partial_update(self, request: Request, id: str) -> Response:
        """Change an activity of one's own."""
        activity = activity_for(caller(request), int(id))
        sent = ActivitySerializer(activity, data=request.data, partial=True)
        sent.is_valid(raise_exception=True)
        services.edit_activity(activity, caller(request), **sent.validated_data)
        return Response(ActivityDetailSerializer(activity_for(caller(request), int(id))).data)

    def destroy(self, request: Request, id: str) -> Response:
        """Delete an activity of one's own: it is hidden everywhere at once."""
        services.delete_activity(activity_for(caller(request), int(id)), caller(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


@extend_schema(tags=["activities"])
class BatchView(APIView):
    """Up to 100 activities at once."""

    @extend_schema(request=BatchItemsSerializer, responses=BatchResultsSerializer)
    @idempotent
    def post(self, request: Request) -> Response:
        """Record many: a result per item, or with `atomic` all or nothing (400 with the results of the refused)."""
        sent = BatchItemsSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        return Response({"results": create_activities(caller(request), **sent.validated_data)})

    @extend_schema(request=BatchIdsSerializer, responses=BatchResultsSerializer)
    @idempotent
    def delete(self, request: Request) -> Response:
        """Delete many of one's own: a result per id, or with `atomic` all or nothing."""
        sent = BatchIdsSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        return Response({"results": delete_activities(caller(request), **sent.validated_data)})
