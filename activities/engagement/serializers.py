"""How are likes told in JSON?"""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from activities.engagement.models import Like
from social.accounts.serializers import PersonSerializer


class LikeSerializer(serializers.ModelSerializer[Like]):
    """Who likes an activity, and since when."""

    user = PersonSerializer(read_only=True)

    class Meta:
        model = Like
        fields = ["user", "created_at"]


class LikeStateSerializer(serializers.Serializer[Any]):
    """How it stands after liking or taking the like back."""

    activity_id = serializers.IntegerField()
    has_liked = serializers.BooleanField()
    like_count = serializers.IntegerField()
