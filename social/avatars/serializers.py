"""What may be sent of a picture?"""

from __future__ import annotations

from typing import Any

from rest_framework import serializers


class AvatarSerializer(serializers.Serializer[Any]):
    """One picture."""

    avatar = serializers.FileField(
        allow_empty_file=True, max_length=None, help_text="JPEG, PNG or WebP, at most 10 MB and 25 million pixels."
    )
