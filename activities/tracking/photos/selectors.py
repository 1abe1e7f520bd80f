"""Which photos does an activity show, and how are they told in JSON?"""

from __future__ import annotations

from typing import Any, TypedDict
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from activities.tracking.models import Activity
from activities.tracking.photos.models import Photo
from config.kernel.errors import NotFound
from social.accounts.models import User

SIZES = ("small", "large")


class PhotoJSON(TypedDict):
    """A photo as the API and live events tell it; the addresses are asked with the reader's own log-in."""

    id: str
    width: int
    height: int
    small: str
    large: str


def told_photos() -> ArraySubquery:
    """For `annotate(photo_list=…)` on activities: their photos in order, within the same statement."""
    rows = Photo.objects.filter(activity_id=OuterRef("pk")).order_by("position")
    return ArraySubquery(rows.values(told=JSONObject(id="id", width="width", height="height")))


def photos_of(activity: Activity) -> list[PhotoJSON]:
    """The activity's photos; asks the database unless the activity was read with `told_photos`."""
    found: list[dict[str, Any]] | None = getattr(activity, "photo_list", None)
    if found is None:
        found = [dict(row) for row in activity.photos.order_by("position").values("id", "width", "height")]
    return [photo_json(activity.pk, row) for row in found]


def photo_json(activity_id: int, row: dict[str, Any]) -> PhotoJSON:
    """One photo, from its id, width and height."""
    address = f"/api/v1/activities/{activity_id}/photos/{row['id']}"
    return {
        "id": str(row["id"]),
        "width": row["width"],
        "height": row["height"],
        "small": f"{address}/small",
        "large": f"{address}/large",
    }


def photo_for(viewer: User, activity_id: int, photo_id: UUID) -> Photo:
    """The photo, if the viewer may see its activity now; NotFound otherwise, whatever the reason."""
    visible = Activity.objects.visible_to(viewer).filter(pk=activity_id)
    photo = Photo.objects.filter(pk=photo_id, activity__in=visible).first()
    if photo is None:
        raise NotFound("There is no such photo.")
    return photo
