"""What can a program ask about presence?"""

from __future__ import annotations

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from social.accounts.caller import caller
from social.presence.selectors import chosen_by, presence_of
from social.presence.serializers import AskedSerializer, ChosenSerializer, ShownPageSerializer, ShownSerializer
from social.presence.services import set_status


class PresenceView(APIView):
    """Who is here."""

    @extend_schema(
        tags=["people"],
        parameters=[OpenApiParameter("users", str, required=True, description="At most 100 ids, by comma.")],
        responses=ShownPageSerializer,
    )
    def get(self, request: Request) -> Response:
        """The presence of people, without those whose presence the caller may not see."""
        asked = AskedSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        found = presence_of(caller(request), asked.validated_data["users"])
        results = ShownSerializer([each._asdict() for each in found], many=True).data
        return Response({"results": results, "next": None, "previous": None})


class OwnPresenceView(APIView):
    """What the caller says of themselves."""

    @extend_schema(tags=["people"], responses=ChosenSerializer)
    def get(self, request: Request) -> Response:
        """How one chose to be shown while connected."""
        return Response({"status": chosen_by(caller(request))})

    @extend_schema(tags=["people"], request=ChosenSerializer, responses=ChosenSerializer)
    def patch(self, request: Request) -> Response:
        """Choose it: online, away, busy, or offline to be invisible."""
        chosen = ChosenSerializer(data=request.data)
        chosen.is_valid(raise_exception=True)
        set_status(caller(request), chosen.validated_data["status"])
        return Response({"status": chosen.validated_data["status"]})
