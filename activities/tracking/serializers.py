"""How is an activity told in JSON, and what may be sent of one?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.fields import empty

from activities.tracking.imports import limits
from activities.tracking.models import Activity, ActivityType
from activities.tracking.photos.selectors import PhotoJSON, photos_of
from activities.tracking.photos.telling import PhotoSerializer
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


class SharedSerializer(serializers.Serializer[Any]):
    """That somebody shares an activity with friends and followers."""

    id = serializers.IntegerField()
    by = PersonSerializer(source="user")
    note = serializers.CharField()
    created_at = serializers.DateTimeField()


@cache
def _shared_reader() -> SharedSerializer:
    return SharedSerializer()


def shared_of(share: Any) -> dict[str, Any]:
    """A share as `shared` of the activity's row tells it."""
    return dict(_shared_reader().to_representation(share))


class ActivitySerializer(serializers.ModelSerializer[Activity]):
    """An activity with its author and what others made of it. `route` is an encoded polyline.

    `shared` is set on rows of the feed that are there because somebody shares them. `is_late`: it began more than a
    day before it was recorded here.
    """

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
    is_late = serializers.BooleanField(read_only=True)
    shared = serializers.SerializerMethodField()

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
            "is_late",
            "shared",
        ]
        read_only_fields = ["created_at"]

    @extend_schema_field({"type": ["string", "null"]})
    def get_route(self, activity: Activity) -> str | None:
        """The route with few points; the detail answer has more."""
        return activity.route_preview or None

    @extend_schema_field(PhotoSerializer(many=True))
    def get_photos(self, activity: Activity) -> list[PhotoJSON]:
        """The photos, in order."""
        return photos_of(activity)

    @extend_schema_field(SharedSerializer(allow_null=True))
    def get_shared(self, activity: Activity) -> dict[str, Any] | None:
        """Who shares it with the reader, on a row of the feed that is there for it."""
        share = getattr(activity, "share", None)
        return shared_of(share) if share else None

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
    """The same with the longer route, whole for its owner, and the splits."""

    splits = serializers.JSONField(
        read_only=True,
        help_text='Seconds of each kilometre and mile, {"km": [312, 305], "mile": [495]}. The last may be a part.',
    )

    class Meta(ActivitySerializer.Meta):
        fields = [*ActivitySerializer.Meta.fields, "splits"]

    def get_route(self, activity: Activity) -> str | None:
        """The route, simplified to some hundred points."""
        return activity.shown_line or None


class BatchItemsSerializer(serializers.Serializer[Any]):
    """Activities to record, each as for a single one. With `atomic`, all of them or none."""

    items = serializers.ListField(child=serializers.JSONField(allow_null=True), min_length=1, max_length=100)
    atomic = serializers.BooleanField(default=False)


class BatchIdsSerializer(serializers.Serializer[Any]):
    """Activities to delete. With `atomic`, all of them or none."""

    ids = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1), min_length=1, max_length=100
    )
    atomic = serializers.BooleanField(default=False)


class BatchResultSerializer(serializers.Serializer[Any]):
    """What became of one item: the status it would have had alone."""

    index = serializers.IntegerField()
    status = serializers.IntegerField()
    id = serializers.IntegerField(allow_null=True)
    errors = serializers.DictField(allow_null=True)  # type: ignore[assignment]
    activity = ActivitySerializer(allow_null=True)


class BatchResultsSerializer(serializers.Serializer[Any]):
    """What became of each item, in their order."""

    results = BatchResultSerializer(many=True)


@cache
def _reader() -> ActivitySerializer:
    """To read with only: its fields are built once a process, not once a page."""
    return ActivitySerializer()


def row_of(activity: Activity) -> dict[str, Any]:
    """An activity as lists answer it, and live events carry it: those to somebody who has not liked it."""
    return dict(_reader().to_representation(activity))


def content_of(activity: Activity) -> dict[str, Any]:
    """The same without what is the reader's own or moves by itself: counts and has_liked."""
    data = row_of(activity)
    for name in ("like_count", "comment_count", "has_liked"):
        del data[name]
    return data
