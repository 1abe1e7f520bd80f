"""What is stored of a challenge, who takes part, and who may see it?"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from activities.tracking.models import ActivityType
from social.accounts.models import User
from social.friendships.models import Friendship

LATE = timedelta(hours=24)


class Metric(models.TextChoices):
    """What is counted of each activity."""

    DISTANCE = "distance"
    TIME = "time"
    COUNT = "count"
    ELEVATION = "elevation"


UNITS = {Metric.DISTANCE: "m", Metric.TIME: "s", Metric.COUNT: "activities", Metric.ELEVATION: "m"}


class Circle(models.TextChoices):
    """Who may see a challenge and join it."""

    PUBLIC = "public"
    FRIENDS = "friends"
    INVITED = "invited"


class ChallengeQuerySet(models.QuerySet["Challenge"]):
    """Sets of challenges."""

    def visible_to(self, person: User) -> ChallengeQuerySet:
        """The one rule of who may see a challenge: its circle, its creator, who takes part; never across a block."""
        friend = Exists(Friendship.objects.accepted().filter(user=person.pk, friend=OuterRef("creator")))
        invited = Exists(Invitation.objects.filter(challenge=OuterRef("pk"), person=person.pk))
        theirs = Q(creator=person.pk) | Exists(Participation.objects.present().filter(_of_outer(person)))
        circle = (
            Q(visibility=Circle.PUBLIC)
            | (Q(visibility=Circle.FRIENDS) & friend)
            | (Q(visibility=Circle.INVITED) & invited)
        )
        return self.filter(theirs | circle, creator__in=User.objects.known_to(person.pk))

    def joined_by(self, person: User) -> ChallengeQuerySet:
        """Those the person takes part in."""
        return self.filter(Exists(Participation.objects.present().filter(_of_outer(person))))

    def upcoming(self) -> ChallengeQuerySet:
        """Not begun yet, and not cancelled."""
        return self.filter(cancelled_at=None, starts_at__gt=timezone.now())

    def active(self) -> ChallengeQuerySet:
        """Under way."""
        return self.filter(cancelled_at=None, starts_at__lte=timezone.now(), ends_at__gt=timezone.now())

    def not_over(self) -> ChallengeQuerySet:
        """Upcoming or active: one can join."""
        return self.filter(cancelled_at=None, ends_at__gt=timezone.now())

    def ended(self) -> ChallengeQuerySet:
        """Over, or cancelled."""
        return self.filter(Q(cancelled_at__isnull=False) | Q(ends_at__lte=timezone.now()))

    def open(self) -> ChallengeQuerySet:
        """Progress still counts: neither final nor cancelled."""
        return self.filter(cancelled_at=None, closed_at=None, ends_at__gt=timezone.now() - LATE)


def _of_outer(person: User) -> Q:
    return Q(challenge=OuterRef("pk"), user=person.pk)


class Challenge(models.Model):
    """The most of `metric` from `starts_at` until before `ends_at`; all of the rules but the words are frozen then.

    `goal` is in metres, seconds or a number, as UNITS says. No `activity_types` means all. What is recorded up to LATE
    after the end counts; then `closed_at` is set and ranks are final.
    """

    creator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="challenges")
    title = models.CharField(max_length=120)
    description = models.TextField(max_length=2000, blank=True)
    metric = models.CharField(max_length=10, choices=Metric.choices)
    goal = models.PositiveBigIntegerField(help_text="Metres, seconds, or how many.")
    activity_types = ArrayField(models.CharField(max_length=20, choices=ActivityType.choices), default=list, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    visibility = models.CharField(max_length=10, choices=Circle.choices, default=Circle.FRIENDS)
    created_at = models.DateTimeField(auto_now_add=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        db_table = "challenges"
        constraints = [
            models.CheckConstraint(condition=Q(metric__in=Metric.values), name="challenge_metric_is_known"),
            models.CheckConstraint(condition=Q(visibility__in=Circle.values), name="challenge_visibility_is_known"),
            models.CheckConstraint(condition=Q(goal__gt=0), name="challenge_goal_is_positive"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_challenge_ends_after_it_starts"),
        ]
        indexes = [models.Index(fields=["-starts_at", "-id"], name="challenges_newest")]

    def __str__(self) -> str:
        return self.title

    @property
    def unit(self) -> str:
        """What `goal` and every value of it are in: m, s or activities."""
        return UNITS[Metric(self.metric)]

    @property
    def has_started(self) -> bool:
        """Its rules are frozen."""
        return self.starts_at <= timezone.now()

    @property
    def is_over(self) -> bool:
        """Nobody can join any more."""
        return self.cancelled_at is not None or self.ends_at <= timezone.now()

    @property
    def closes_at(self) -> datetime:
        """When what is uploaded late counts no more."""
        return self.ends_at + LATE

    @property
    def status(self) -> str:
        """upcoming, active, ended or cancelled."""
        if self.cancelled_at is not None:
            return "cancelled"
        if self.is_over:
            return "ended"
        return "active" if self.has_started else "upcoming"


class ParticipationQuerySet(models.QuerySet["Participation"]):
    """Sets of people who take part."""

    def present(self) -> ParticipationQuerySet:
        """Have not left, and are active."""
        return self.filter(left_at=None, user__is_active=True)


class Participation(models.Model):
    """`user` takes part. `value` is recounted from their activities; `rank` is the last they were told, then final."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="participations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="participations")
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)
    value = models.BigIntegerField(default=0)
    reached_at = models.DateTimeField(null=True, blank=True, help_text="The end of the activity that reached the goal.")
    rank = models.PositiveIntegerField(null=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        db_table = "challenge_participations"
        constraints = [
            models.UniqueConstraint(fields=["challenge", "user"], name="one_participation_a_person"),
            models.CheckConstraint(condition=Q(value__gte=0), name="progress_is_not_negative"),
        ]
        indexes = [
            models.Index(F("challenge"), F("value").desc(), condition=Q(left_at=None), name="board_of_a_challenge"),
            models.Index(fields=["user"], condition=Q(left_at=None), name="challenges_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.challenge_id}: {self.value}"


class Invitation(models.Model):
    """The creator asked `person`, a friend, to take part. Declining only takes it off their list."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    declined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "challenge_invitations"
        constraints = [models.UniqueConstraint(fields=["challenge", "person"], name="one_invitation_a_person")]

    def __str__(self) -> str:
        return f"{self.person_id} is invited to {self.challenge_id}"
