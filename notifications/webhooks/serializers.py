"""How are webhooks told in JSON, and what may be sent of one?"""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from activities.engagement.serializers import Sent
from notifications.webhooks import telling  # noqa: F401 - registers the kinds of events
from notifications.webhooks.kinds import KINDS
from notifications.webhooks.models import Attempt, Dropped, Endpoint, Off, WebhookDelivery
from notifications.webhooks.signing import PREFIX

MOST_EVENTS = 50


def events_field(**options: Any) -> serializers.ListField:
    """Names of events, of those that are registered."""
    child = serializers.ChoiceField(choices=[(kind.name, kind.says) for kind in KINDS.values()])
    return serializers.ListField(child=child, min_length=1, max_length=MOST_EVENTS, **options)


class WebhookSerializer(serializers.ModelSerializer[Endpoint]):
    """An address that is told of `events`. `rotated_at`: the secret before that one is good for 24 hours more.

    While it is not `active`, `disabled_reason` says why: its owner, a moderator, it was `gone` (410), or `failing`.
    """

    events = events_field(read_only=True)
    active = serializers.BooleanField(source="is_active", read_only=True)
    disabled_reason = serializers.ChoiceField(choices=Off.choices, allow_blank=True, read_only=True)

    class Meta:
        model = Endpoint
        fields = ["id", "url", "description", "events", "active", "disabled_at", "disabled_reason"]
        fields += ["failing_since", "rotated_at", "created_at"]
        read_only_fields = fields


class WebhookWithSecretSerializer(WebhookSerializer):
    """The same with the secret to check signatures with, which is in no other answer."""

    secret = serializers.CharField(read_only=True, help_text=f"Begins with {PREFIX}; keep it.")

    class Meta(WebhookSerializer.Meta):
        fields = [*WebhookSerializer.Meta.fields, "secret"]
        read_only_fields = fields


class NewWebhookSerializer(Sent):
    """Where to send what."""

    url = serializers.CharField(max_length=500, help_text="A public https address.")
    events = events_field()
    description = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class ChangedWebhookSerializer(Sent):
    """What to change. `active` switches it off, or on again."""

    url = serializers.CharField(max_length=500, required=False)
    events = events_field(required=False)
    description = serializers.CharField(max_length=200, required=False, allow_blank=True)
    active = serializers.BooleanField(required=False)


class WebhookAttemptSerializer(serializers.ModelSerializer[Attempt]):
    """One request. `status_code` is null where there was no answer; `error` then says why: see docs/webhooks.md.

    `excerpt`: the first 1024 bytes of the answer as text.
    """

    class Meta:
        model = Attempt
        fields = ["number", "status_code", "error", "duration_ms", "excerpt", "created_at"]
        read_only_fields = fields


class WebhookDeliverySerializer(serializers.ModelSerializer[WebhookDelivery]):
    """Something an endpoint is told. `message_id` is what the receiver knows it by, on every attempt."""

    message_id = serializers.CharField(read_only=True)
    dropped_reason = serializers.ChoiceField(choices=Dropped.choices, allow_blank=True, read_only=True)
    attempts = WebhookAttemptSerializer(many=True, read_only=True)

    class Meta:
        model = WebhookDelivery
        fields = ["id", "message_id", "type", "status", "dropped_reason", "next_attempt_at", "attempts", "created_at"]
        read_only_fields = fields
