"""How are challenges and their boards told in JSON?"""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from activities.challenges.leaderboard import SCOPES
from activities.challenges.models import Challenge, Participation
from activities.tracking.models import ActivityType
from social.accounts.serializers import PersonSerializer

MAX_GOAL = 1_000_000_000
STATUSES = ["upcoming", "active", "ended", "cancelled"]
UNIT_NAMES = ["m", "s", "activities"]


class MyPlaceSerializer(serializers.Serializer[Participation]):
    """How somebody stands: `value` in the challenge's unit; people with the same value share a rank (`tied`)."""

    value = serializers.IntegerField()
    rank = serializers.IntegerField(source="place")
    tied = serializers.BooleanField()
    reached = serializers.SerializerMethodField()
    reached_at = serializers.DateTimeField(allow_null=True)
    joined_at = serializers.DateTimeField()

    def get_reached(self, row: Participation) -> bool:
        """Whether they have come to the goal."""
        return row.reached_at is not None


class ChallengeSerializer(serializers.ModelSerializer[Challenge]):
    """A challenge. `goal` is in `unit`: metres, seconds or activities; no `activity_types` means all of them.

    `starts_at` (included) and `ends_at` (not included) are moments, the same for everybody in whatever time zone.
    `final`: late uploads count no more. `me` is null unless the caller takes part.
    """

    creator = PersonSerializer(read_only=True)
    goal = serializers.IntegerField(min_value=1, max_value=MAX_GOAL, help_text="In metres, seconds or activities.")
    unit = serializers.ChoiceField(choices=UNIT_NAMES, read_only=True)
    activity_types = serializers.ListField(
        child=serializers.ChoiceField(choices=ActivityType.choices),
        max_length=len(ActivityType.values),
        required=False,
    )
    status = serializers.ChoiceField(choices=STATUSES, read_only=True)
    final = serializers.SerializerMethodField()
    participants = serializers.IntegerField(read_only=True)
    invited = serializers.BooleanField(read_only=True)
    me = serializers.SerializerMethodField()

    class Meta:
        model = Challenge
        fields = [
            "id",
            "creator",
            "title",
            "description",
            "metric",
            "unit",
            "goal",
            "activity_types",
            "starts_at",
            "ends_at",
            "visibility",
            "status",
            "final",
            "participants",
            "invited",
            "me",
            "created_at",
        ]
        read_only_fields = ["created_at"]

    def get_final(self, challenge: Challenge) -> bool:
        """Whether the ranks can change no more."""
        return challenge.closed_at is not None

    @extend_schema_field(MyPlaceSerializer(allow_null=True))
    def get_me(self, challenge: Challenge) -> dict[str, Any] | None:
        """How the caller stands."""
        mine: list[Participation] = challenge.mine  # type: ignore[attr-defined]  # the selector's
        return dict(MyPlaceSerializer(mine[0]).data) if mine else None

    def validate_activity_types(self, types: list[str]) -> list[str]:
        """Each once, in order."""
        return sorted(set(types))


class InviteSerializer(serializers.Serializer[Any]):
    """Which friends are asked to take part."""

    user_ids = serializers.ListField(child=serializers.IntegerField(min_value=1), min_length=1, max_length=100)


class InvitedSerializer(serializers.Serializer[Any]):
    """How many had not been asked before."""

    invited = serializers.IntegerField()


class PlaceSerializer(serializers.Serializer[Any]):
    """A line of the board; people with the same value share a rank (`tied`): 1, 2, 2, 4."""

    rank = serializers.IntegerField()
    tied = serializers.BooleanField()
    user = PersonSerializer()
    value = serializers.IntegerField()
    reached = serializers.BooleanField()


class BoardSerializer(serializers.Serializer[Any]):
    """A page of the board, and the caller's own line wherever it is; null unless they take part."""

    results = PlaceSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    me = PlaceSerializer(allow_null=True)
    scope = serializers.ChoiceField(choices=SCOPES)
    unit = serializers.ChoiceField(choices=UNIT_NAMES)
    goal = serializers.IntegerField()
    final = serializers.BooleanField()
