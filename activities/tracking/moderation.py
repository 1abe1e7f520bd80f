"""How does a moderator take an activity down, or put it back?"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from activities.tracking.models import Activity
from activities.tracking.services import put_back, tell_of_deletion
from config.kernel.errors import Conflict
from social.accounts.models import User
from social.moderation.kinds import Reportable, Thing, reportable, sees_all


@reportable("activity")
class Activities(Reportable):
    """An activity that the reporter may see, with its words and how many photos it has."""

    model, label, hides = Activity, "activity", True

    def is_seen(self, by: User, id: int) -> bool:
        return sees_all(by, f"activity:{id}")

    def find(self, id: int, upto: datetime) -> Thing | None:
        activity = Activity.objects.filter(pk=id).first()
        if activity is None:
            return None
        photos = f"Photos: {activity.photos.count()}"
        text = "\n".join(line for line in (activity.title, activity.description, photos) if line)
        return Thing(activity.user_id, text, activity.deleted_at is not None, f"/social/activities/{id}/")

    def set_hidden(self, id: int, by: User, *, hidden: bool) -> bool:
        with transaction.atomic():
            rows = Activity.objects.select_for_update(of=("self",)).select_related("user").filter(pk=id)
            activity = rows.filter(deleted_at=None).first() if hidden else rows.exclude(hidden_at=None).first()
            if activity is None:
                return False
            if hidden:
                _hide(activity)
            else:
                _show(activity)
            return True


def _hide(activity: Activity) -> None:
    activity.deleted_at = activity.hidden_at = timezone.now()
    activity.save(update_fields=["deleted_at", "hidden_at", "updated_at"])
    tell_of_deletion(activity)


def _show(activity: Activity) -> None:
    same = Activity.objects.filter(user=activity.user_id, source_digest=activity.source_digest, deleted_at=None)
    if activity.source_digest and same.exists():
        raise Conflict("The same file was imported again meanwhile.", code="imported_again")
    activity.deleted_at = activity.hidden_at = None
    activity.save(update_fields=["deleted_at", "hidden_at", "updated_at"])
    put_back(activity)
