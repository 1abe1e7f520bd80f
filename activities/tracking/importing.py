"""How does a recorded file become an activity? Read and measured first, then recorded like any other."""

from __future__ import annotations

from typing import Any, BinaryIO

from django.db import IntegrityError, transaction
from django.utils import timezone

from activities.tracking.imports.errors import ImportRefused
from activities.tracking.imports.reading import read_track
from activities.tracking.imports.track import Track
from activities.tracking.models import Activity
from activities.tracking.routes.geometry import simplified
from activities.tracking.routes.polyline import encoded
from activities.tracking.routes.route import route_of
from activities.tracking.services import create_activity
from config.kernel.errors import Conflict, Invalid, RateLimited
from social.accounts.models import User

PREVIEW_POINTS, PREVIEW_TOLERANCE_M = 80, 10.0


def import_activity(by: User, file: BinaryIO, name: str, **overrides: Any) -> Activity:
    """Record what `file` holds as an activity of `by`; `overrides` win over what the file says.

    Raises Invalid with the reader's code and words, naming the field, or Conflict if this file was imported before.
    Nothing is stored then.
    """
    try:
        track = read_track(file, name=name)
    except ImportRefused as refused:
        if refused.code == "busy":
            raise RateLimited(refused.message, code="busy", retry_after_s=60) from refused
        raise Invalid(refused.message, code=refused.code, errors={"file": [refused.message]}) from refused
    _refuse_repetition(by, track)
    fields = _fields(track) | {key: value for key, value in overrides.items() if value not in (None, "")}
    try:
        with transaction.atomic():
            return create_activity(by, **fields)
    except IntegrityError:
        _refuse_repetition(by, track)
        raise


def _refuse_repetition(by: User, track: Track) -> None:
    known = Activity.objects.filter(user=by, source_digest=track.digest, deleted_at=None).first()
    if known:
        raise Conflict(
            f"You imported this file before, as “{known.title}”.", code="duplicate_file", activity_id=known.pk
        )


def _fields(track: Track) -> dict[str, Any]:
    route = route_of(track.positions)
    return {
        "activity_type": track.activity_type,
        "title": track.title[:120] or _usual_title(track),
        "started_at": track.started_at or timezone.now(),
        "duration_s": track.duration_s,
        "moving_s": track.moving_s,
        "distance_m": track.distance_m,
        "elevation_m": track.elevation_gain_m,
        "average_heart_rate": track.average_heart_rate,
        "route": route.polyline,
        "route_preview": encoded(simplified(route.positions, tolerance_m=PREVIEW_TOLERANCE_M, at_most=PREVIEW_POINTS)),
        "source_digest": track.digest,
    }


def _usual_title(track: Track) -> str:
    hour = (track.started_at or timezone.now()).hour
    part = "Morning" if 4 <= hour < 12 else "Afternoon" if hour < 18 else "Evening"
    return f"{part} {track.activity_type}" if track.activity_type != "other" else f"{part} workout"
