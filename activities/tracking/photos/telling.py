"""How is a photo told within its activity?"""

from __future__ import annotations

from typing import Any

from rest_framework import serializers


class PhotoSerializer(serializers.Serializer[Any]):
    """A photo in two sizes; `width` and `height` are those of `large`, in pixels."""

    id = serializers.UUIDField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    small = serializers.CharField(help_text="Its address, for whoever may see the activity.")
    large = serializers.CharField(help_text="Its address, for whoever may see the activity.")
