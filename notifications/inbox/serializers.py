"""How is a notification told in JSON?"""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from notifications.inbox.models import Notification
from social.accounts.serializers import PersonSerializer


class NotificationSerializer(serializers.ModelSerializer[Notification]):
    """One thing a person is told. `related_id`: the activity of a like, the person of a request."""

    actor = PersonSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Notification
        fields = ["id", "type", "title", "message", "is_read", "related_id", "actor", "created_at"]
        read_only_fields = fields


class IdsSerializer(serializers.Serializer[Any]):
    """Which notifications have been read."""

    ids = serializers.ListField(child=serializers.IntegerField(min_value=1), min_length=1, max_length=1000)


class UnreadSerializer(serializers.Serializer[Any]):
    """How many are unread."""

    unread = serializers.IntegerField()
