"""Who likes an activity?"""

from __future__ import annotations

from django.db.models import QuerySet

from activities.engagement.models import Like
from activities.tracking.models import Activity
from social.accounts.models import User


def likes_of(activity: Activity, viewer: User) -> QuerySet[Like]:
    """The activity's likes by people the viewer may know of, newest first, each with `user` loaded."""
    people = User.objects.known_to(viewer)
    return Like.objects.filter(activity=activity, user__in=people).select_related("user").order_by("-pk")
