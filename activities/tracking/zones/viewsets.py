"""What can a program do with the privacy zones of its person?"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from activities.tracking.zones import services
from activities.tracking.zones.models import PrivacyZone
from activities.tracking.zones.serializers import ZoneSerializer
from social.accounts.caller import caller


@extend_schema(tags=["activities"])
class ZoneViewSet(mixins.ListModelMixin, viewsets.GenericViewSet[Any]):
    """The caller's own privacy zones; nobody else can learn of them."""

    serializer_class = ZoneSerializer

    def get_queryset(self) -> QuerySet[PrivacyZone]:
        return PrivacyZone.objects.filter(user=caller(self.request)).order_by("pk")

    @extend_schema(responses={201: ZoneSerializer, 200: ZoneSerializer})
    def create(self, request: Request) -> Response:
        """Hide a place: routes of the caller show nothing within it to others. The same zone again is 200."""
        sent = ZoneSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        zone, is_new = services.add_zone(caller(request), **sent.validated_data)
        return Response(ZoneSerializer(zone).data, status=status.HTTP_201_CREATED if is_new else status.HTTP_200_OK)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, id: str) -> Response:
        """Remove a zone."""
        services.remove_zone(caller(request), int(id))
        return Response(status=status.HTTP_204_NO_CONTENT)
