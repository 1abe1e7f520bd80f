"""Which activities may a person read, with what belongs to them?"""

from __future__ import annotations

from activities.engagement.models import Comment, Like
from activities.tracking.models import Activity, ActivityQuerySet
from config.kernel.errors import NotFound
from social.accounts.models import User


def engaged(rows: ActivityQuerySet, viewer: User) -> ActivityQuerySet:
    """Adds author, counts and has_liked to `rows`, as the viewer sees them."""
    return rows.with_engagement(viewer.pk, likes=Like.objects.all(), comments=Comment.objects.present())


def activities_of(person: User, viewer: User) -> ActivityQuerySet:
    """The person's activities that the viewer may see, newest first."""
    rows = Activity.objects.visible_to(viewer).filter(user=person)
    return engaged(rows, viewer).order_by("-started_at", "-pk")


def activity_for(viewer: User, activity_id: int) -> Activity:
    """The activity with counts, if the viewer may see it; NotFound otherwise, whatever the reason."""
    activity: Activity | None = engaged(Activity.objects.visible_to(viewer), viewer).filter(pk=activity_id).first()
    if activity is None:
        raise NotFound("There is no such activity.")
    return activity
