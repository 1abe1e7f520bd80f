"""How does a program get a ticket for its socket?"""

from __future__ import annotations

from typing import Any

import redis
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from config.kernel.errors import Refusal
from config.kernel.ratelimits import PersonThrottle
from realtime.sockets import tickets
from realtime.sockets.credentials import identity_of


class Unavailable(Refusal):
    """A store that this needs is away."""

    status, code, message = 503, "unavailable", "The live side is away. Try again shortly."


class TicketSerializer(serializers.Serializer[Any]):
    """A ticket, and the seconds it lives."""

    ticket = serializers.CharField(read_only=True)
    expires_in = serializers.IntegerField(read_only=True)


class TicketView(GenericAPIView[Any]):
    """Tickets: a socket opened with one belongs to the log-in that asked for it."""

    permission_classes = (IsAuthenticated,)
    throttle_classes = (PersonThrottle,)
    throttle_group, throttle_rate = "ticket", "60/m"
    serializer_class = TicketSerializer

    @extend_schema(request=None, responses=TicketSerializer)
    def post(self, request: Request) -> Response:
        """A ticket that opens one socket within 30 seconds: as `?ticket=` or as the subprotocol `ticket.<ticket>`."""
        identity = identity_of(request)
        try:
            ticket, expires_in = tickets.issue(identity.user_id, identity.session_key or "")
        except redis.RedisError as fault:
            raise Unavailable(retry_after_s=2) from fault
        return Response({"ticket": ticket, "expires_in": expires_in})
