"""Which activities may a person read, with what belongs to them?"""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce

from activities.engagement.models import Comment, Like
from activities.tracking.models import Activity, ActivityQuerySet
from activities.tracking.photos.selectors import told_photos
from activities.tracking.zones.models import WholeRoute
from config.kernel.errors import NotFound
from social.accounts.models import User


def engaged(rows: ActivityQuerySet, viewer_id: int) -> ActivityQuerySet:
    """Adds author, like_count, comment_count, has_liked and photos to `rows`, as the viewer sees them."""
    likes, comments = Like.objects.known_to(viewer_id), Comment.objects.present().known_to(viewer_id)
    told: ActivityQuerySet = rows.select_related("user").annotate(
        has_liked=Exists(likes.filter(activity_id=OuterRef("pk"), user_id=viewer_id)),
        like_count=_count_of(likes),
        comment_count=_count_of(comments),
        photo_list=told_photos(),
    )
    return told


def _count_of(rows: QuerySet[Any]) -> Coalesce:
    """How many of `rows` belong to the activity; counted when read, for the page's rows only."""
    counted = rows.filter(activity_id=OuterRef("pk")).order_by().values("activity_id").annotate(n=Count("*"))
    return Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), Value(0))


def activities_of(person: User, viewer: User) -> ActivityQuerySet:
    """The person's activities that the viewer may see, newest first."""
    rows = Activity.objects.visible_to(viewer).filter(user=person)
    return engaged(rows, viewer.pk).order_by("-started_at", "-pk")


def activity_for(viewer: User, activity_id: int) -> Activity:
    """The activity with counts, if the viewer may see it; NotFound otherwise, whatever the reason.

    Its owner gets the whole line with it, everybody else the trimmed one.
    """
    rows = engaged(Activity.objects.visible_to(viewer), viewer.pk).filter(pk=activity_id)
    activity: Activity | None = rows.annotate(whole_line=_line_for(viewer)).first()
    if activity is None:
        raise NotFound("There is no such activity.")
    return activity


def _line_for(viewer: User) -> Case:
    whole = WholeRoute.objects.filter(activity_id=OuterRef("pk")).values("line")
    return Case(When(user_id=viewer.pk, then=Subquery(whole)), output_field=TextField(null=True))
