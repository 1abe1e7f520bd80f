"""What can a browser ask about web push?"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from notifications.push import services
from social.accounts.caller import caller


class BrowserSerializer(serializers.Serializer[Any]):
    """A browser, as its push manager describes it."""

    endpoint = serializers.CharField(max_length=500)
    p256dh = serializers.CharField(max_length=100)
    auth = serializers.CharField(max_length=40)


class EndpointSerializer(serializers.Serializer[Any]):
    """Where a browser is reached."""

    endpoint = serializers.CharField(max_length=500)


class PushKeySerializer(serializers.Serializer[Any]):
    """The server's public key: a browser subscribes with it."""

    public_key = serializers.CharField()


OFF = OpenApiResponse(description="Problem `push_not_available`: web push is not set up on this server.")


@extend_schema(tags=["notifications"])
class PushViewSet(viewsets.ViewSet):
    """The caller's browsers. Where web push is not set up: 404, `push_not_available`."""

    @extend_schema(operation_id="push_key", responses={200: PushKeySerializer, 404: OFF})
    def retrieve(self, request: Request) -> Response:
        """The key to subscribe with."""
        services.refuse_unless_available()
        return Response({"public_key": settings.VAPID_PUBLIC_KEY})

    @extend_schema(operation_id="push_subscribe", request=BrowserSerializer, responses={204: None, 404: OFF})
    def create(self, request: Request) -> Response:
        """Push to this browser. Again changes nothing."""
        services.refuse_unless_available()
        sent = BrowserSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        services.subscribe(caller(request), **sent.validated_data)
        return Response(status=204)

    @extend_schema(operation_id="push_unsubscribe", request=EndpointSerializer, responses={204: None})
    def destroy(self, request: Request) -> Response:
        """Push to this browser no more."""
        sent = EndpointSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        services.unsubscribe(caller(request), sent.validated_data["endpoint"])
        return Response(status=204)
