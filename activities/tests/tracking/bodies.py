"""What does one send to record an activity, and what may nobody send?"""

from __future__ import annotations

from typing import Any

from activities.models import Activity

ADDRESS = "/api/v1/activities"
FIELDS = [
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
DETAIL = [*FIELDS, "splits"]
SMALL = {"activity_type": "run", "title": "Lunch run"}
WHOLE = {
    "activity_type": "hike",
    "title": "Über den Grat 🏔",
    "description": "Wind from the west.\nTwo rests.",
    "started_at": "2026-05-01T06:30:00Z",
    "duration_minutes": 312.5,
    "distance_km": 17.25,
    "elevation_m": 1204.5,
    "average_heart_rate": 128,
    "calories": 2100,
    "visibility": "public",
}
NOT_ONES_OWN: dict[str, Any] = {
    "id": 4242,
    "pk": 4242,
    "user_id": 1,
    "moving_s": 1,
    "route": "_p~iF~ps|U",
    "route_preview": "_p~iF~ps|U",
    "source_digest": "f" * 64,
    "created_at": "2020-01-01T00:00:00Z",
    "updated_at": "2020-01-01T00:00:00Z",
    "deleted_at": "2020-01-01T00:00:00Z",
    "hidden_at": "2020-01-01T00:00:00Z",
    "like_count": 99,
    "comment_count": 99,
    "has_liked": True,
    "is_late": True,
    "shared": {"id": 1, "note": "x"},
    "splits": {"km": [1]},
    "photos": ["https://example.org/p.jpg"],
    "duration_s": 7,
    "distance_m": 7,
    "is_staff": True,
}


def stored(activity: Activity) -> dict[str, Any]:
    """Every column of the activity, as the database has it now."""
    return dict(Activity.objects.values().get(pk=activity.pk))
