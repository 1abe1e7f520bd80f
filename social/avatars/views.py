"""What can a program do with the picture of a person?"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from config.kernel.api.sending import AnyAccept, send_file
from config.kernel.ratelimits import PersonThrottle
from social.accounts.caller import caller
from social.accounts.serializers import PersonSerializer
from social.avatars.selectors import SIZES, avatar_for
from social.avatars.serializers import AvatarSerializer
from social.avatars.services import remove_avatar, set_avatar


@extend_schema(tags=["people"])
class MyAvatarView(APIView):
    """The caller's own picture."""

    parser_classes = [MultiPartParser]
    throttle_group, throttle_rate = "avatar", "60/h"

    def get_throttles(self) -> list[Any]:
        return [PersonThrottle()] if self.request.method == "PUT" else []

    @extend_schema(request={"multipart/form-data": AvatarSerializer}, responses=PersonSerializer)
    def put(self, request: Request) -> Response:
        """Show a picture: its middle square, without a word of its metadata. Answers the card it is on."""
        sent = AvatarSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        return Response(PersonSerializer(set_avatar(caller(request), sent.validated_data["avatar"])).data)

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request) -> Response:
        """Show initials again."""
        remove_avatar(caller(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class AvatarFileView(APIView):
    """The picture of a person."""

    content_negotiation_class = AnyAccept

    @extend_schema(
        tags=["people"],
        operation_id="users_avatar_file",
        parameters=[OpenApiParameter("size", OpenApiTypes.STR, OpenApiParameter.PATH, enum=SIZES)],
        responses={(200, "image/jpeg"): OpenApiTypes.BINARY, 304: OpenApiResponse(description="Unchanged.")},
    )
    def get(self, request: Request, id: str, size: str) -> HttpResponseBase:
        """96 or 320 pixels square, for whoever may see the person's card; unchanged it is 304."""
        avatar = avatar_for(caller(request), int(id))
        return send_file(request, getattr(avatar, size), "image/jpeg", etag=f'"{avatar.pk.hex}-{size}"')
