"""What can a program ask about activities?"""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status, viewsets
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from activities.tracking import services
from activities.tracking.importing import import_activity
from activities.tracking.models import ActivityQuerySet
from activities.tracking.selectors import activities_of, activity_for
from activities.tracking.serializers import ActivityDetailSerializer, ActivitySerializer, ImportSerializer
from config.kernel.api.idempotency import idempotent
from config.kernel.ratelimits import PersonThrottle
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


class ImportView(APIView):
    """Recorded files come in here."""

    parser_classes = [MultiPartParser]
    throttle_classes = [PersonThrottle]
    throttle_group, throttle_rate = "import", "60/h"

    @extend_schema(tags=["activities"], request=ImportSerializer, responses={201: ActivityDetailSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        """Make an activity of a recorded file, with its figures and its route."""
        sent = ImportSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        file = sent.validated_data.pop("file")
        activity = import_activity(caller(request), file, file.name, **sent.validated_data)
        return Response(ActivityDetailSerializer(activity).data, status=status.HTTP_201_CREATED)
