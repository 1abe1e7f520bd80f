"""How does an activity come back from an archive? As it was, with its file and its time, and nobody is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q

from activities.tracking.imports import limits
from activities.tracking.imports.models import Original
from activities.tracking.imports.names import shown_name
from activities.tracking.models import Activity
from activities.tracking.serializers import ActivitySerializer
from activities.tracking.zones.lines import keep_whole, public_fields
from config.kernel.errors import Invalid
from config.kernel.files.storing import Keeper, stored
from social.accounts.models import User, Visibility

CHECKED = ("activity_type", "title", "description", "started_at", "elevation_m", "average_heart_rate", "calories")


def restore_activity(by: User, fields: Mapping[str, Any], content: bytes | None) -> Activity:
    """The activity of an archive's row, with the file it was made of. One that is there already is returned.

    Raises Invalid for what could not have been recorded.
    """
    checked = _checked(fields)
    same = Q(started_at=checked["started_at"], title=checked["title"])
    if checked["source_digest"]:
        same |= Q(source_digest=checked["source_digest"])
    known: Activity | None = Activity.objects.filter(same, user=by, deleted_at=None).first()
    if known is not None:
        return known
    line = str(fields["route"] or "")
    with stored() as keeper:
        drawn = public_fields(by, line) if line else {}
        activity: Activity = Activity.objects.create(user=by, **checked, **drawn)
        if line:
            keep_whole(activity.pk, line)
        if content and len(content) <= limits.FILE_BYTES:
            _keep(keeper, activity, fields["original"], content)
    return activity


def _keep(keeper: Keeper, activity: Activity, told: Mapping[str, Any], content: bytes) -> None:
    name, kind = shown_name(str(told["name"])), str(told["format"])[:8]
    digest = activity.source_digest
    original = Original(activity=activity, user=activity.user, digest=digest, name=name, format=kind, size=len(content))
    keeper.put(original, "file", content)
    original.save(force_insert=True)


def _checked(fields: Mapping[str, Any]) -> dict[str, Any]:
    sent = {key: fields[key] for key in CHECKED}
    sent |= {"visibility": Visibility(int(fields["visibility"])).label}
    sent |= {"duration_minutes": fields["duration_s"] / 60, "distance_km": fields["distance_m"] / 1000}
    serializer = ActivitySerializer(data=sent)
    if not serializer.is_valid():
        raise Invalid(errors={key: [str(fault) for fault in faults] for key, faults in serializer.errors.items()})
    return {
        **serializer.validated_data,
        "moving_s": fields["moving_s"],
        "splits": fields["splits"],
        "source_digest": str(fields["source_digest"])[:64],
        "created_at": datetime.fromisoformat(fields["created_at"]),
    }
