"""Which activities may a person read, with what belongs to them?"""

from __future__ import annotations

from django.db.models import Case, OuterRef, Subquery, TextField, When

from activities.engagement.models import Comment, Like
from activities.tracking.models import Activity, ActivityQuerySet
from activities.tracking.photos.selectors import told_photos
from activities.tracking.zones.models import WholeRoute
from config.kernel.errors import NotFound
from social.accounts.models import User


def engaged(rows: ActivityQuerySet, viewer: User) -> ActivityQuerySet:
    """Adds author, counts, has_liked and photos to `rows`, as the viewer sees them."""
    likes, comments = Like.objects.known_to(viewer.pk), Comment.objects.present().known_to(viewer.pk)
    counted = rows.with_engagement(viewer.pk, likes=likes, comments=comments)
    told: ActivityQuerySet = counted.annotate(photo_list=told_photos())
    return told


def activities_of(person: User, viewer: User) -> ActivityQuerySet:
    """The person's activities that the viewer may see, newest first."""
    rows = Activity.objects.visible_to(viewer).filter(user=person)
    return engaged(rows, viewer).order_by("-started_at", "-pk")


def activity_for(viewer: User, activity_id: int) -> Activity:
    """The activity with counts, if the viewer may see it; NotFound otherwise, whatever the reason.

    Its owner gets the whole line with it, everybody else the trimmed one.
    """
    rows = engaged(Activity.objects.visible_to(viewer), viewer).filter(pk=activity_id)
    activity: Activity | None = rows.annotate(whole_line=_line_for(viewer)).first()
    if activity is None:
        raise NotFound("There is no such activity.")
    return activity


def _line_for(viewer: User) -> Case:
    whole = WholeRoute.objects.filter(activity_id=OuterRef("pk")).values("line")
    return Case(When(user_id=viewer.pk, then=Subquery(whole)), output_field=TextField(null=True))
