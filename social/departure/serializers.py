"""What is sent to leave, and to come back?"""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from social.accounts.doors import LONGEST, Secret


class LeaveSerializer(serializers.Serializer[Any]):
    """The password again: a phone on a table is not its owner."""

    password = Secret()


class LeftSerializer(serializers.Serializer[Any]):
    """When everything is deleted."""

    due_at = serializers.DateTimeField()


class ReturnSerializer(serializers.Serializer[Any]):
    """The key of the letter."""

    key = serializers.CharField(max_length=LONGEST)
