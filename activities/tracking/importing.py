"""How does a recorded file become an activity? Read and measured first, then recorded like any other."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any, BinaryIO, NamedTuple

from django.db import IntegrityError
from django.utils import timezone

from activities.tracking.imports import limits
from activities.tracking.imports.errors import ImportRefused
from activities.tracking.imports.models import Original
from activities.tracking.imports.names import shown_name
from activities.tracking.imports.reading import read_track
from activities.tracking.imports.track import Track
from activities.tracking.models import Activity
from activities.tracking.routes.route import route_of
from activities.tracking.services import create_activity
from config.kernel.errors import Conflict, Invalid, RateLimited
from config.kernel.files.storing import stored
from social.accounts.models import User

# Two recordings of the same workout, by a watch and a phone, differ by about so much.
SAME_START = timedelta(seconds=60)
SAME_SHARE, SAME_SECONDS, SAME_METRES = 0.03, 60, 100


class DryRun(NamedTuple):
    """What an import would make (not stored), and the activity that is probably the same."""

    activity: Activity
    duplicate: Activity | None


def import_activity(by: User, file: BinaryIO, name: str, *, force: bool = False, **overrides: Any) -> Activity:
    """Record what `file` holds as an activity of `by`; `overrides` win over what the file says. The file is kept.

    Raises Invalid with the reader's code and words, naming the field; Conflict (`duplicate_file`) if this file was
    imported before, or (`duplicate_activity`, unless `force`) if there is an activity of about the same start,
    length and duration. Nothing is stored then.
    """
    data = file.read(limits.FILE_BYTES + 1)
    track = _read(data)
    fields = _fields(track, overrides)
    _refuse_repetition(by, track, force=force)
    try:
        with stored() as keeper:
            activity = create_activity(by, **fields)
            original = Original(
                activity=activity,
                user=by,
                digest=track.digest,
                format=track.format,
                name=shown_name(name),
                size=len(data),
            )
            keeper.put(original, "file", data)
            original.save(force_insert=True)
            return activity
    except IntegrityError:
        _refuse_repetition(by, track, force=force)
        raise


def dry_run(by: User, file: BinaryIO, **overrides: Any) -> DryRun:
    """What `import_activity` would make; stores nothing. Raises Invalid as it does, but no Conflict."""
    track = _read(file.read(limits.FILE_BYTES + 1))
    fields = _fields(track, overrides)
    line = fields.pop("line")
    activity = Activity(user=by, **fields)
    activity.whole_line = line
    return DryRun(activity, _same_file(by, track) or _similar(by, track))


def _read(data: bytes) -> Track:
    try:
        return read_track(BytesIO(data))
    except ImportRefused as refused:
        if refused.code == "busy":
            raise RateLimited(refused.message, code="busy", retry_after_s=60) from refused
        raise Invalid(refused.message, code=refused.code, errors={"file": [refused.message]}) from refused


def _refuse_repetition(by: User, track: Track, *, force: bool) -> None:
    known = _same_file(by, track)
    if known:
        said = f"You imported this file before, as “{known.title}”."
        raise Conflict(said, code="duplicate_file", activity_id=known.pk)
    similar = None if force else _similar(by, track)
    if similar:
        said = f"This is probably “{similar.title}”, which you have already."
        raise Conflict(said, code="duplicate_activity", activity_id=similar.pk)


def _same_file(by: User, track: Track) -> Activity | None:
    found: Activity | None = Activity.objects.filter(user=by, source_digest=track.digest, deleted_at=None).first()
    return found


def _similar(by: User, track: Track) -> Activity | None:
    if track.started_at is None:
        return None
    seconds = max(SAME_SECONDS, SAME_SHARE * track.duration_s)
    metres = max(SAME_METRES, SAME_SHARE * track.distance_m)
    found: Activity | None = Activity.objects.filter(
        user=by,
        deleted_at=None,
        started_at__range=(track.started_at - SAME_START, track.started_at + SAME_START),
        duration_s__range=(track.duration_s - seconds, track.duration_s + seconds),
        distance_m__range=(track.distance_m - metres, track.distance_m + metres),
    ).first()
    return found


def _fields(track: Track, overrides: dict[str, Any]) -> dict[str, Any]:
    measured = {
        "activity_type": track.activity_type,
        "title": track.title[:120] or _usual_title(track),
        "started_at": track.started_at or timezone.now(),
        "duration_s": track.duration_s,
        "moving_s": track.moving_s,
        "distance_m": track.distance_m,
        "elevation_m": track.elevation_gain_m,
        "average_heart_rate": track.average_heart_rate,
        "calories": track.calories,
        "splits": track.splits,
        "line": route_of(track.positions).polyline if track.points else "",
        "source_digest": track.digest,
    }
    return measured | {key: value for key, value in overrides.items() if value not in (None, "")}


def _usual_title(track: Track) -> str:
    hour = (track.started_at or timezone.now()).hour
    part = "Morning" if 4 <= hour < 12 else "Afternoon" if hour < 18 else "Evening"
    return f"{part} {track.activity_type}" if track.activity_type != "other" else f"{part} workout"
