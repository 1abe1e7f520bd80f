"""What is kept of a person's activities: what they take away, what comes back, and what goes with them?"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from django.db import transaction
from django.db.models import F

from activities.tracking.imports.models import ImportFile, Original
from activities.tracking.models import Activity
from activities.tracking.photos.models import Photo
from activities.tracking.photos.services import add_photos
from activities.tracking.restoring import restore_activity
from activities.tracking.zones.models import PrivacyZone
from activities.tracking.zones.services import add_zone
from config.kernel.errors import Refusal
from config.kernel.personal import CHUNK, Attachment, Loading, Row, attached, loaded, parting, told

AT_ONCE = 200
FIELDS = (
    "activity_type",
    "title",
    "description",
    "started_at",
    "duration_s",
    "moving_s",
    "distance_m",
    "elevation_m",
    "average_heart_rate",
    "calories",
    "visibility",
    "splits",
    "source_digest",
    "created_at",
)


@told("activities")
def activities(person_id: int) -> Iterable[Row]:
    """All that are not deleted, each with its whole line; `original` and `photos` name files of the archive."""
    rows = Activity.objects.filter(user=person_id, deleted_at=None).order_by("pk")
    whole = F("whole_route__line")
    named = {"name": F("original__name"), "format": F("original__format")}
    for row in rows.values("id", "route", *FIELDS, whole=whole, **named).iterator(chunk_size=CHUNK):
        line, original = row.pop("whole") or row["route"], {name: row.pop(name) for name in named}
        file = {**original, "path": f"originals/{row['id']}"} if original["name"] else None
        yield {**row, "route": line, "original": file}


@told("photos")
def photos(person_id: int) -> Iterable[Row]:
    """Which photo is of which activity; the pictures are below `photos/`."""
    rows = Photo.objects.filter(activity__user=person_id, activity__deleted_at=None)
    fields = rows.order_by("activity", "position").values("id", "position", "created_at", "activity_id")
    for row in fields.iterator(chunk_size=CHUNK):
        yield {**row, "path": f"photos/{row['id']}.jpg"}


@told("privacy_zones")
def privacy_zones(person_id: int) -> Iterable[Row]:
    """The places the person hides."""
    rows = PrivacyZone.objects.filter(user=person_id).order_by("pk")
    yield from rows.values("latitude", "longitude", "radius_m", "created_at")


@attached("originals")
def originals(person_id: int) -> Iterable[Attachment]:
    """The recorded files as they came."""
    for row in Original.objects.filter(user=person_id, activity__deleted_at=None).order_by("pk").iterator(CHUNK):
        yield Attachment(f"originals/{row.activity_id}", row.file)


@attached("photos")
def pictures(person_id: int) -> Iterable[Attachment]:
    """The photos in their larger size."""
    rows = Photo.objects.filter(activity__user=person_id, activity__deleted_at=None).order_by("activity", "position")
    for row in rows.iterator(CHUNK):
        yield Attachment(f"photos/{row.pk}.jpg", row.large)


@loaded("activities")
def load_activities(into: Loading, rows: Iterable[Row]) -> int:
    """Each with its original file. One that is there already, by its file or its start and title, stays as it is."""
    count = 0
    for row in rows:
        content = into.read(str(row["original"]["path"])) if row["original"] else None
        into.known["activity", row["id"]] = restore_activity(into.owner, row, content).pk
        count += 1
    return count


@loaded("photos")
def load_photos(into: Loading, rows: Iterable[Row]) -> int:
    """Made anew as any upload; one that is no picture is left out."""
    count = 0
    for row in rows:
        activity = Activity.objects.filter(pk=into.known.get(("activity", row["activity_id"]), 0)).first()
        content = into.read(str(row["path"]))
        if activity is not None and content is not None:
            try:
                add_photos(activity, into.owner, [BytesIO(content)])
            except Refusal:
                continue
            count += 1
    return count


@loaded("privacy_zones")
def load_zones(into: Loading, rows: Iterable[Row]) -> int:
    """Before the activities, so that no line is shown untrimmed."""
    zones = [add_zone(into.owner, *(row[name] for name in ("latitude", "longitude", "radius_m"))) for row in rows]
    return len(zones)


@parting("activities")
def part(person_id: int) -> None:
    """All activities, with all that others made of them, and all files."""
    while gone := _some(person_id):
        with transaction.atomic():
            Activity.objects.filter(pk__in=gone).delete()
    with transaction.atomic():
        ImportFile.objects.filter(task__user=person_id).delete()


def _some(person_id: int) -> list[int]:
    return list(Activity.objects.filter(user=person_id).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
