"""What can a program ask about webhooks?"""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status, viewsets
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from config.kernel.api.idempotency import idempotent
from config.kernel.features import needs
from notifications.webhooks import selectors, services
from notifications.webhooks.models import DeliveryQuerySet, Endpoint, EndpointQuerySet, WebhookDelivery
from notifications.webhooks.serializers import (
    ChangedWebhookSerializer,
    NewWebhookSerializer,
    WebhookDeliverySerializer,
    WebhookSerializer,
    WebhookWithSecretSerializer,
)
from social.accounts.caller import caller


@extend_schema(tags=["webhooks"])
class EndpointViewSet(mixins.ListModelMixin, viewsets.GenericViewSet[Any]):
    """The caller's endpoints."""

    permission_classes = [IsAuthenticated, needs("webhooks")]
    serializer_class = WebhookSerializer
    queryset = Endpoint.objects.none()

    def get_queryset(self) -> EndpointQuerySet:
        return selectors.endpoints_of(caller(self.request))

    @extend_schema(request=NewWebhookSerializer, responses={201: WebhookWithSecretSerializer})
    def create(self, request: Request) -> Response:
        """Have an address told of what happens to the caller. The secret is in this answer only: keep it."""
        return self._with_secret(request, self._create(request))

    def retrieve(self, request: Request, id: str) -> Response:
        """An endpoint, without its secret."""
        return Response(WebhookSerializer(selectors.endpoint_for(caller(request), int(id))).data)

    @extend_schema(request=ChangedWebhookSerializer, responses=WebhookSerializer)
    def partial_update(self, request: Request, id: str) -> Response:
        """Change an endpoint, or switch it off or on."""
        sent = ChangedWebhookSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        endpoint = services.edit_endpoint(caller(request), int(id), **sent.validated_data)
        return Response(WebhookSerializer(endpoint).data)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, id: str) -> Response:
        """Delete an endpoint, what waits for it, and its log."""
        services.delete_endpoint(caller(request), int(id))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(operation_id="webhooks_rotate_secret", request=None, responses={200: WebhookWithSecretSerializer})
    def rotate(self, request: Request, id: str) -> Response:
        """A new secret, in this answer only. For 24 hours deliveries are signed with the former one too."""
        return self._with_secret(request, self._rotate(request, id))

    @extend_schema(operation_id="webhooks_test", request=None, responses={202: WebhookDeliverySerializer})
    @idempotent
    def test(self, request: Request, id: str) -> Response:
        """Send a test; what came of it is in the log."""
        delivery = services.send_test(caller(request), int(id))
        return Response(WebhookDeliverySerializer(delivery).data, status=status.HTTP_202_ACCEPTED)

    @idempotent
    def _create(self, request: Request) -> Response:
        sent = NewWebhookSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        endpoint = services.create_endpoint(caller(request), **sent.validated_data)
        return Response(WebhookSerializer(endpoint).data, status=status.HTTP_201_CREATED)

    @idempotent
    def _rotate(self, request: Request, id: str) -> Response:
        return Response(WebhookSerializer(services.rotate_secret(caller(request), int(id))).data)

    def _with_secret(self, request: Request, answer: Response) -> Response:
        """Added last: answers that are kept for an Idempotency-Key are kept without it."""
        secret = selectors.newest_secret(caller(request), answer.data["id"])
        return Response({**answer.data, "secret": secret}, status=answer.status_code)


@extend_schema(tags=["webhooks"])
class DeliveryViewSet(mixins.ListModelMixin, viewsets.GenericViewSet[Any]):
    """What an endpoint of the caller was told."""

    permission_classes = [IsAuthenticated, needs("webhooks")]
    serializer_class = WebhookDeliverySerializer
    queryset = WebhookDelivery.objects.none()

    def get_queryset(self) -> DeliveryQuerySet:
        return selectors.deliveries_of(caller(self.request), int(self.kwargs["id"]))

    @extend_schema(operation_id="webhooks_deliveries")
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Newest first, with every attempt; the log goes back 30 days."""
        return super().list(request, *args, **kwargs)

    @extend_schema(operation_id="webhooks_replay", request=None, responses={202: WebhookDeliverySerializer})
    @idempotent
    def replay(self, request: Request, id: str, delivery_id: str) -> Response:
        """Send a delivery again, with the same id: a receiver that had it already can tell."""
        delivery = services.replay(caller(request), int(id), int(delivery_id))
        return Response(WebhookDeliverySerializer(delivery).data, status=status.HTTP_202_ACCEPTED)
