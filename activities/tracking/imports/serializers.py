"""What is sent to import recorded files, and what is told of an import that only was tried?"""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from activities.tracking.imports import limits
from activities.tracking.models import ActivityType
from activities.tracking.serializers import ActivityDetailSerializer
from social.accounts.serializers import VisibilityField


class ImportSerializer(serializers.Serializer[Any]):
    """A recorded file, and what the person wants to say differently from it."""

    file = serializers.FileField(help_text="A GPX, TCX or FIT file, also packed by gzip, at most 10 MB.")
    title = serializers.CharField(max_length=120, required=False, allow_blank=True)
    description = serializers.CharField(max_length=5000, required=False, allow_blank=True)
    activity_type = serializers.ChoiceField(choices=ActivityType.choices, required=False)
    visibility = VisibilityField(required=False)
    force = serializers.BooleanField(
        required=False, help_text="Import it although there is an activity of about the same start and length."
    )


class ImportQuery(serializers.Serializer[Any]):
    """How the import is done."""

    dry_run = serializers.BooleanField(default=False, help_text="Answer what the import would make; store nothing.")


class DryRunSerializer(ActivityDetailSerializer):
    """What an import would make. `duplicate_of` is the id of the activity that is probably the same."""

    duplicate_of = serializers.IntegerField(allow_null=True)

    class Meta(ActivityDetailSerializer.Meta):
        fields = [
            "activity_type",
            "title",
            "started_at",
            "duration_minutes",
            "distance_km",
            "elevation_m",
            "average_heart_rate",
            "calories",
            "route",
            "splits",
            "duplicate_of",
        ]


class BatchSerializer(serializers.Serializer[Any]):
    """Recorded files, and zips of them."""

    files = serializers.ListField(
        child=serializers.FileField(allow_empty_file=True),
        min_length=1,
        max_length=limits.BATCH_FILES,
        help_text=f"At most {limits.BATCH_FILES} files and {limits.BATCH_BYTES // 1_000_000} MB, unpacked.",
    )
