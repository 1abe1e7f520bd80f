"""How are preferences, and the answer to "why did I get this", told in JSON?"""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from notifications.inbox.kinds import CHOOSABLE
from notifications.inbox.models import Delivery, Digest
from notifications.inbox.preferences import OFTEN, TIMES, channels_of, delivery_of
from social.accounts.models import User


class StrictBoolean(serializers.BooleanField):
    """True or false, and nothing that reads like it."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class Known(serializers.Serializer[Any]):
    """Refuses fields it does not know, by name."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict) and (unknown := data.keys() - self.fields.keys()):
            raise serializers.ValidationError({str(name): ["There is no such field."] for name in sorted(unknown)})
        return super().to_internal_value(data)


class ChannelsSerializer(Known):
    """Where a type is told."""

    in_app = StrictBoolean(required=False)
    email = StrictBoolean(required=False)
    push = StrictBoolean(required=False)


class TypesSerializer(Known):
    """Each type, and where it is told."""

    def get_fields(self) -> dict[str, Any]:
        return {str(kind): ChannelsSerializer(required=False) for kind in CHOOSABLE}


class PreferencesSerializer(Known):
    """What a person wants to be told. Quiet hours are by the clock of their time zone, "22:00"; null: none."""

    types = TypesSerializer(required=False)
    quiet_from = serializers.TimeField(required=False, allow_null=True, format="%H:%M", input_formats=["%H:%M"])
    quiet_until = serializers.TimeField(required=False, allow_null=True, format="%H:%M", input_formats=["%H:%M"])
    digest = serializers.ChoiceField(choices=Digest.values, required=False)
    weekly_summary = StrictBoolean(required=False)
    monthly_report = StrictBoolean(required=False)


class AllowedBySerializer(serializers.Serializer[Any]):
    """The preference that let it through."""

    type = serializers.CharField()
    name = serializers.CharField()
    is_default = serializers.BooleanField()


class StopSerializer(serializers.Serializer[Any]):
    """A way to stop it: the page, or the address of the API that a POST to mutes."""

    action = serializers.CharField()
    text = serializers.CharField()
    place = serializers.CharField()


class WhySerializer(serializers.Serializer[Any]):
    """Why a line is in the inbox."""

    cause = serializers.CharField()
    title = serializers.CharField()
    related_id = serializers.IntegerField(allow_null=True)
    told_at = serializers.DateTimeField()
    mailed_at = serializers.DateTimeField(allow_null=True)
    pushed_at = serializers.DateTimeField(allow_null=True)
    allowed_by = AllowedBySerializer()
    stop = StopSerializer(many=True)


def preferences_of(person: User) -> dict[str, Any]:
    """All of a person's preferences, as plain values."""
    delivery: Delivery = delivery_of(person)
    types = {kind: channels._asdict() for kind, channels in channels_of(person).items()}
    values = {name: getattr(delivery, name) for name in (*TIMES, *OFTEN)}
    told: dict[str, Any] = PreferencesSerializer({"types": types, **values}).data
    return told
