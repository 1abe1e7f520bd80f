"""What is sent and told of a privacy zone?"""

from __future__ import annotations

from rest_framework import serializers

from activities.tracking.zones.models import LARGEST_M, SMALLEST_M, PrivacyZone


class ZoneSerializer(serializers.ModelSerializer[PrivacyZone]):
    """A place that lines of its owner do not show to others."""

    latitude = serializers.FloatField(min_value=-90, max_value=90)
    longitude = serializers.FloatField(min_value=-180, max_value=180)
    radius_m = serializers.IntegerField(min_value=SMALLEST_M, max_value=LARGEST_M)

    class Meta:
        model = PrivacyZone
        fields = ["id", "latitude", "longitude", "radius_m", "created_at"]
        read_only_fields = ["created_at"]
        validators: list[object] = []  # the same zone again is the same zone
