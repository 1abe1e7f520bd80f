"""How are reports and decisions told in JSON?"""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from social.moderation.models import MAX_ANSWER, MAX_NOTE, Action, Decision, Outcome, Report, Rule


class Strict(serializers.Serializer[Any]):
    """Refuses fields it does not know, by name."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict) and (unknown := data.keys() - self.fields.keys()):
            raise serializers.ValidationError({str(name): ["There is no such field."] for name in sorted(unknown)})
        return super().to_internal_value(data)


class NewReportSerializer(Strict):
    """What is reported, for what. With `block` its owner is blocked too."""

    kind = serializers.CharField(max_length=20, help_text="person, activity, comment, share, message or conversation.")
    id = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    reason = serializers.ChoiceField(choices=Rule.choices)
    note = serializers.CharField(required=False, allow_blank=True, default="", max_length=MAX_NOTE)
    block = serializers.BooleanField(required=False, default=False)


class ReportSerializer(serializers.ModelSerializer[Report]):
    """A report of the caller's, and what came of it: open, upheld or dismissed. Never what was done to whom."""

    kind = serializers.CharField(source="case.kind", read_only=True)
    object_id = serializers.IntegerField(source="case.object_id", read_only=True)
    outcome = serializers.ChoiceField(source="case.outcome", choices=Outcome.choices, read_only=True)
    settled_at = serializers.DateTimeField(source="case.settled_at", allow_null=True, read_only=True)

    class Meta:
        model = Report
        fields = ["id", "kind", "object_id", "reason", "note", "created_at", "outcome", "settled_at"]
        read_only_fields = fields


class DecisionSerializer(serializers.ModelSerializer[Decision]):
    """A decision about the caller: what, why, until when, and the caller's answer. Never by whom."""

    action = serializers.ChoiceField(choices=Action.choices, read_only=True)

    class Meta:
        model = Decision
        fields = ["id", "action", "rule", "reason", "kind", "object_id", "excerpt", "created_at", "until", "lifted_at"]
        fields += ["answer", "answered_at"]
        read_only_fields = fields


class AnswerSerializer(Strict):
    """What the person says to it."""

    text = serializers.CharField(max_length=MAX_ANSWER)
