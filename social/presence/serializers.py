"""How is presence told in JSON?"""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from social.presence.models import Status

MOST = 100
WHOLE = r"[0-9]{1,18}"


class AskedSerializer(serializers.Serializer[Any]):
    """Whose presence is asked for."""

    users = serializers.RegexField(rf"^{WHOLE}(,{WHOLE})*\Z", error_messages={"invalid": "Ids, separated by commas."})

    def validate_users(self, text: str) -> list[int]:
        """The ids, each once, in the order asked."""
        ids = list(dict.fromkeys(int(part) for part in text.split(",")))
        if len(ids) > MOST:
            raise serializers.ValidationError(f"At most {MOST} people.")
        return ids


class ChosenSerializer(serializers.Serializer[Any]):
    """How one is shown while connected; `offline` is invisible."""

    status = serializers.ChoiceField(choices=Status.choices)

    def to_internal_value(self, data: Any) -> Any:
        unknown = set(data) - set(self.fields) if isinstance(data, dict) else ()
        if unknown:
            raise serializers.ValidationError({name: ["There is no such field."] for name in sorted(unknown)})
        return super().to_internal_value(data)


class ShownSerializer(serializers.Serializer[Any]):
    """How a person is shown. `last_seen` is a whole minute, and null while they are here or where it is not known."""

    user_id = serializers.IntegerField()
    status = serializers.ChoiceField(choices=Status.choices)
    last_seen = serializers.DateTimeField(allow_null=True)


class ShownPageSerializer(serializers.Serializer[Any]):
    """Everybody asked for who may be seen; always one page."""

    results = ShownSerializer(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
