"""What can a program ask about likes?"""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from activities.engagement import services
from activities.engagement.models import Like
from activities.engagement.selectors import likes_of
from activities.engagement.serializers import LikeSerializer, LikeStateSerializer
from activities.tracking.selectors import activity_for
from config.kernel.features import needs
from social.accounts.caller import caller


@extend_schema(tags=["activities"])
class LikeViewSet(mixins.ListModelMixin, viewsets.GenericViewSet[Any]):
    """The likes of an activity that the caller may see."""

    permission_classes = [IsAuthenticated, needs("likes")]
    serializer_class = LikeSerializer
    queryset = Like.objects.none()

    def list(self, request: Request, id: str) -> Response:
        """Who likes the activity, newest first."""
        page = self.paginate_queryset(likes_of(activity_for(caller(request), int(id)), caller(request)))
        return self.get_paginated_response(LikeSerializer(page, many=True).data)

    @extend_schema(request=None, responses=LikeStateSerializer)
    def create(self, request: Request, id: str) -> Response:
        """Like the activity. Again changes nothing and notifies nobody."""
        count = services.like_activity(activity_for(caller(request), int(id)), caller(request))
        return Response({"activity_id": int(id), "has_liked": True, "like_count": count})

    @extend_schema(request=None, responses=LikeStateSerializer)
    def destroy(self, request: Request, id: str) -> Response:
        """Take one's like back."""
        count = services.unlike_activity(activity_for(caller(request), int(id)), caller(request))
        return Response({"activity_id": int(id), "has_liked": False, "like_count": count})
