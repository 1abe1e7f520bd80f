"""How does a poll look in JSON?"""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

MAX_MESSAGES = 20


class PollSerializer(serializers.Serializer[Any]):
    """A poll that brings commands."""

    epoch = serializers.CharField(max_length=100, required=False, allow_null=True, allow_blank=True)
    last_poll_id = serializers.IntegerField(min_value=0, max_value=2**53, required=False, allow_null=True)
    timeout = serializers.IntegerField(min_value=0, max_value=30, default=0)
    messages = serializers.ListField(child=serializers.DictField(), max_length=MAX_MESSAGES, default=list)


class PollAnswerSerializer(serializers.Serializer[Any]):
    """Frames as on the socket, and the next position."""

    epoch = serializers.CharField()
    last_poll_id = serializers.IntegerField()
    events = serializers.ListField(child=serializers.DictField())
    has_more = serializers.BooleanField()
