"""What may be asked of an export?"""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from activities.exports.selectors import Asked
from activities.stats.serializers import EARLIEST, LATEST
from activities.tracking.models import ActivityType
from social.accounts.models import User


class AskedSerializer(serializers.Serializer[Any]):
    """Which activities: those that began from the day `from` to the day `to`, by the person's own calendar."""

    to = serializers.DateField(required=False, help_text="The last day.")
    type = serializers.ChoiceField(choices=ActivityType.choices, required=False, help_text="All types without it.")
    units = serializers.ChoiceField(choices=User.UNITS, required=False, help_text="The person's own without it.")

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """`from` is a word of Python."""
        return super().get_fields() | {"from": serializers.DateField(required=False, help_text="The first day.")}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Days in order, and none that a clock cannot tell; nothing unknown, for that would export too much."""
        unknown = set(self.initial_data) - set(self.fields)
        if unknown:
            raise serializers.ValidationError(dict.fromkeys(sorted(unknown), "This cannot be asked."))
        for name in ("from", "to"):
            if name in attrs and not EARLIEST <= attrs[name] <= LATEST:
                raise serializers.ValidationError({name: f"A day from {EARLIEST} to {LATEST}."})
        if attrs.get("from", EARLIEST) > attrs.get("to", LATEST):
            raise serializers.ValidationError({"from": "A day not after `to`."})
        return attrs


class TableSerializer(AskedSerializer):
    """The same, and how the file begins."""

    bom = serializers.BooleanField(default=False, help_text="Begin with a byte order mark, by which Excel knows UTF-8.")


def asked_of(data: dict[str, Any]) -> Asked:
    """What was asked, from checked data."""
    return Asked(data.get("from"), data.get("to"), data.get("type"))
