"""What can a program do with the photos of an activity?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import status, viewsets
from rest_framework.parsers import BaseParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from activities.tracking.photos import services
from activities.tracking.photos.models import Photo
from activities.tracking.photos.selectors import SIZES, photo_for, photo_json
from activities.tracking.photos.serializers import OrderSerializer, PhotosSerializer, UploadSerializer
from activities.tracking.selectors import activity_for
from config.kernel.api.idempotency import idempotent
from config.kernel.api.parsers import StrictJSONParser
from config.kernel.api.sending import AnyAccept, send_file
from config.kernel.ratelimits import PersonThrottle
from social.accounts.caller import caller


@extend_schema(tags=["activities"])
class PhotoViewSet(viewsets.GenericViewSet[Any]):
    """The photos of one activity."""

    serializer_class = PhotosSerializer
    queryset = Photo.objects.none()
    throttle_group, throttle_rate = "photos", "120/h"

    def get_object(self) -> Photo:
        """What OPTIONS looks for behind PUT: their order is no object of its own."""
        raise Http404

    def get_throttles(self) -> list[Any]:
        return [PersonThrottle()] if self.action == "create" else []

    def get_parsers(self) -> list[BaseParser]:
        return [MultiPartParser()] if self.request and self.request.method == "POST" else [StrictJSONParser()]

    @extend_schema(request={"multipart/form-data": UploadSerializer}, responses={201: PhotosSerializer})
    @idempotent
    def create(self, request: Request, id: str) -> Response:
        """Add photos to an activity of one's own: all of them or none."""
        activity = activity_for(caller(request), int(id))
        sent = UploadSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        photos = services.add_photos(activity, caller(request), sent.validated_data["photos"])
        return Response(_told(photos), status=status.HTTP_201_CREATED)

    @extend_schema(request=OrderSerializer, responses=PhotosSerializer)
    def update(self, request: Request, id: str) -> Response:
        """Put the photos of one's own activity in another order."""
        activity = activity_for(caller(request), int(id))
        sent = OrderSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        return Response(_told(services.order_photos(activity, caller(request), sent.validated_data["photos"])))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, id: str, photo_id: str) -> Response:
        """Take a photo from an activity of one's own."""
        services.remove_photo(activity_for(caller(request), int(id)), caller(request), UUID(photo_id))
        return Response(status=status.HTTP_204_NO_CONTENT)


class PhotoFileView(APIView):
    """One photo, as a picture."""

    content_negotiation_class = AnyAccept

    @extend_schema(
        tags=["activities"],
        operation_id="activities_photos_file",
        parameters=[OpenApiParameter("size", OpenApiTypes.STR, OpenApiParameter.PATH, enum=SIZES)],
        responses={(200, "image/jpeg"): OpenApiTypes.BINARY, 304: OpenApiResponse(description="Unchanged.")},
    )
    def get(self, request: Request, id: str, photo_id: str, size: str) -> HttpResponseBase:
        """The picture, for whoever may see the activity; asked again each time, unchanged it is 304."""
        photo = photo_for(caller(request), int(id), UUID(photo_id))
        return send_file(request, getattr(photo, size), "image/jpeg", etag=f'"{photo.pk.hex}-{size}"')


def _told(photos: Sequence[Any]) -> dict[str, Any]:
    rows = [{"id": photo.pk, "width": photo.width, "height": photo.height} for photo in photos]
    return {"photos": [photo_json(photo.activity_id, row) for photo, row in zip(photos, rows, strict=True)]}
