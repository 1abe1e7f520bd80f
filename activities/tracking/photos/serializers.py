"""What may be sent of photos, and what is told of them?"""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from activities.tracking.photos.services import A_REQUEST, AN_ACTIVITY
from activities.tracking.photos.telling import PhotoSerializer


class PhotosSerializer(serializers.Serializer[Any]):
    """The photos of an activity, in order."""

    photos = PhotoSerializer(many=True)


class UploadSerializer(serializers.Serializer[Any]):
    """One photo or more."""

    photos = serializers.ListField(
        child=serializers.FileField(allow_empty_file=True, max_length=None),
        min_length=1,
        max_length=A_REQUEST,
        help_text=f"JPEG, PNG or WebP, at most 10 MB and 25 million pixels each, {A_REQUEST} a request.",
    )


class OrderSerializer(serializers.Serializer[Any]):
    """Every photo of the activity, in the order wanted."""

    photos = serializers.ListField(child=serializers.UUIDField(), max_length=AN_ACTIVITY)
