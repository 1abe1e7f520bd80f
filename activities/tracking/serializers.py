"""How is an activity told in JSON, and what may be sent of one?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.fields import empty

from activities.tracking.imports import limits
from activities.tracking.models import Activity, ActivityType
from social.accounts.serializers import PersonSerializer, VisibilityField

MAX_MINUTES, MAX_KM = limits.DURATION_SECONDS // 60, limits.DISTANCE_METRES // 1000
MAX_CLIMB_M = limits.GAIN_METRES
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)


class Scaled(serializers.FloatField):
    """A number that is stored in a smaller unit: minutes as seconds, kilometres as metres."""

    def __init__(self, *, by: float, whole: bool = False, digits: int, **kwargs: Any) -> None:
        self.by, self.whole, self.digits = by, whole, digits
        super().__init__(min_value=0, **kwargs)

    def run_validation(self, data: Any = empty) -> float:
        value: float = super().run_validation(data)  # before scaling: limits are told in the field's own unit
        return round(value * self.by) if self.whole else value * self.by

    def to_representation(self, value: Any) -> float:  # type: ignore[override]
        return round(float(value) / self.by, self.digits)


class ActivitySerializer(serializers.ModelSerializer[Activity]):
    """An activity with its author and what others made of it. `route` is an encoded polyline."""

    author = PersonSerializer(source="user", read_only=True)
    duration_minutes = Scaled(source="duration_s", by=60, whole=True, digits=2, max_value=MAX_MINUTES, required=False)
    distance_km = Scaled(source="distance_m", by=1000, digits=3, max_value=MAX_KM, required=False)
    elevation_m = serializers.FloatField(min_value=0, max_value=MAX_CLIMB_M, allow_null=True, required=False)
    average_heart_rate = serializers.IntegerField(min_value=20, max_value=260, allow_null=True, required=False)
    calories = serializers.IntegerField(min_value=0, max_value=100_000, allow_null=True, required=False)
    activity_type = serializers.ChoiceField(choices=ActivityType.choices)
    started_at = serializers.DateTimeField(required=False)
    visibility = VisibilityField(required=False)
    photos = serializers.SerializerMethodField()
    route = serializers.SerializerMethodField()
    like_count = serializers.IntegerField(read_only=True, default=0)
    comment_count = serializers.IntegerField(read_only=True, default=0)
    has_liked = serializers.BooleanField(read_only=True, default=False)

    class Meta:
        model = Activity
        fields = [
            "id",
            "author",
            "activity_type",
            "title",
            "description",
            "started_at",
            "duration_minutes",
            "distance_km",
            "elevation_m",
            "average_heart_rate",
            "calories",
            "visibility",
            "photos",
            "route",
            "like_count",
            "comment_count",
            "has_liked",
            "created_at",
        ]
        read_only_fields = ["created_at"]

    @extend_schema_field({"type": ["string", "null"]})
    def get_route(self, activity: Activity) -> str | None:
        """The route with few points; the detail answer has more."""
        return activity.route_preview or None

    @extend_schema_field({"type": "array", "items": {"type": "string", "format": "uri"}})
    def get_photos(self, activity: Activity) -> list[str]:
        """Addresses of the photos."""
        return []

    def validate_started_at(self, value: datetime) -> datetime:
        """Between 1970 and tomorrow."""
        if not EARLIEST <= value <= timezone.now() + timedelta(days=1):
            raise serializers.ValidationError("Give a time between 1970 and now.")
        return value

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """An activity without a start is one of now."""
        if self.instance is None:
            attrs.setdefault("started_at", timezone.now())
        return attrs


class ActivityDetailSerializer(ActivitySerializer):
    """The same with the whole route."""

    def get_route(self, activity: Activity) -> str | None:
        """The route, simplified to some hundred points."""
        return activity.route or None


class ImportSerializer(serializers.Serializer[Any]):
    """A recorded file, and what the person wants to say differently from it."""

    file = serializers.FileField(help_text="A GPX file, at most 10 MB.")
    title = serializers.CharField(max_length=120, required=False, allow_blank=True)
    description = serializers.CharField(max_length=5000, required=False, allow_blank=True)
    activity_type = serializers.ChoiceField(choices=ActivityType.choices, required=False)
    visibility = VisibilityField(required=False)


def frame_of(activity: Activity) -> dict[str, Any]:
    """An activity as live events carry it: what a list answers, to somebody who has not liked it."""
    data = dict(ActivitySerializer(activity).data)
    data["author"] = dict(data["author"])
    return data
