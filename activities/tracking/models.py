"""What is stored of an activity, and which of them may a person see?"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from config.kernel.history import recorded
from realtime.events import Audience, Rule
from social.accounts.models import User, Visibility
from social.friendships.models import Follow, Friendship, Status
from social.safety.models import Block

LATE_AFTER = timedelta(days=1)


class ActivityType(models.TextChoices):
    """What somebody did."""

    RUN = "run"
    RIDE = "ride"
    SWIM = "swim"
    WALK = "walk"
    HIKE = "hike"
    STRENGTH = "strength"
    YOGA = "yoga"
    OTHER = "other"


class ActivityQuerySet(models.QuerySet[Any]):
    """Sets of activities."""

    def present(self) -> ActivityQuerySet:
        """Not deleted, and their people are active."""
        return self.filter(deleted_at=None, user__is_active=True)

    def visible_to(self, person: User) -> ActivityQuerySet:
        """The one rule of who may see an activity: its owner; everybody or the friends; never across a block."""
        mine = Q(user=person.pk)
        friend = Exists(Friendship.objects.accepted().filter(user=person.pk, friend=OuterRef("user")))
        follower = Exists(Follow.objects.filter(follower=person.pk, followed=OuterRef("user"), status=Status.ACCEPTED))
        blocked = Q(user__in=Block.objects.filter(blocker=person.pk).values("blocked"))
        blocking = Q(user__in=Block.objects.filter(blocked=person.pk).values("blocker"))
        open_to_all = Q(visibility=Visibility.PUBLIC) & (Q(user__is_private=False) | friend | follower)
        theirs = open_to_all | (Q(visibility=Visibility.FRIENDS) & Q(friend))
        return self.present().filter(mine | theirs).exclude(blocked | blocking)


@recorded("hidden_at")
class Activity(models.Model):
    """Something a person did. Deleting it sets `deleted_at`, which hides it everywhere at once.

    A moderator deletes it with `hidden_at`, and may take that back.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="activities")
    activity_type = models.CharField(max_length=20, choices=ActivityType.choices)
    title = models.CharField(max_length=120)
    description = models.TextField(max_length=5000, blank=True)
    started_at = models.DateTimeField()
    duration_s = models.PositiveIntegerField(default=0)
    moving_s = models.PositiveIntegerField(null=True)
    distance_m = models.FloatField(default=0)
    elevation_m = models.FloatField(null=True)
    average_heart_rate = models.PositiveSmallIntegerField(null=True)
    calories = models.PositiveIntegerField(null=True)
    visibility = models.PositiveSmallIntegerField(choices=Visibility.choices, default=Visibility.FRIENDS)
    route = models.TextField(blank=True, help_text="The simplified line, as an encoded polyline.")
    route_preview = models.TextField(blank=True, help_text="The same with few points, for lists and live events.")
    splits = models.JSONField(null=True, help_text="Seconds of each kilometre and mile: see imports/splits.py.")
    source_digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the imported file.")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)

    objects = ActivityQuerySet.as_manager()

    whole_line: str | None = None
    """The line before zones trim it; only `activity_for` and services set it, for the owner's own eyes."""

    class Meta:
        db_table = "activities"
        verbose_name_plural = "activities"
        constraints = [
            models.CheckConstraint(condition=Q(visibility__in=Visibility.values), name="visibility_is_known"),
            models.CheckConstraint(condition=Q(activity_type__in=ActivityType.values), name="activity_type_is_known"),
            models.CheckConstraint(condition=Q(distance_m__gte=0), name="distance_is_not_negative"),
            models.CheckConstraint(
                condition=Q(hidden_at=None) | Q(deleted_at__isnull=False), name="a_hidden_activity_is_shown_to_nobody"
            ),
            models.UniqueConstraint(
                fields=["user", "source_digest"],
                condition=~Q(source_digest="") & Q(deleted_at=None),
                name="one_activity_a_file",
            ),
        ]
        indexes = [
            # the two that the feed's query reads; `deleted_at` and `visibility` in the condition keep them small
            models.Index(
                "user",
                models.F("created_at").desc(),
                models.F("id").desc(),
                include=["visibility"],
                condition=Q(deleted_at=None, visibility__lt=Visibility.PRIVATE),
                name="activities_feed",
            ),
            models.Index(
                models.F("created_at").desc(),
                models.F("id").desc(),
                include=["user", "visibility"],
                condition=Q(deleted_at=None, visibility__lt=Visibility.PRIVATE),
                name="activities_newest",
            ),
            models.Index(fields=["user", "-started_at"], name="activities_of_a_person"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_late(self) -> bool:
        """It began more than a day before it was recorded."""
        return self.created_at - self.started_at > LATE_AFTER

    def audience(self) -> Audience:
        """Everybody who is told of this activity as it changes; worked out when the event is sent."""
        return Rule("activity_viewers", {"activity_id": self.pk})

    @property
    def shown_line(self) -> str:
        """The line for the person it was read for: `route`, which zones have trimmed, but for the owner."""
        return self.whole_line or self.route

    @property
    def duration_minutes(self) -> float:
        """Elapsed time in minutes."""
        return round(self.duration_s / 60, 2)

    @property
    def distance_km(self) -> float:
        """Distance in kilometres, to the metre."""
        return round(self.distance_m / 1000, 3)
