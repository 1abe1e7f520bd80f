"""What is stored of a notification?"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from social.accounts.models import User


class Kind(models.TextChoices):
    """What a notification is about."""

    FRIEND_REQUEST = "friend_request"
    FRIEND_ACCEPTED = "friend_accepted"
    FOLLOW = "follow"
    LIKE = "like"
    COMMENT = "comment"
    REPLY = "reply"
    MENTION = "mention"
    SHARE = "share"
    MESSAGE = "message"
    CHALLENGE = "challenge"
    ACHIEVEMENT = "achievement"
    WEBHOOK = "webhook"
    MODERATION = "moderation"
    REPORT = "report"


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Sets of notifications."""

    def of(self, person: User | int) -> NotificationQuerySet:
        """What `person` may read: their own, not from people who are gone or blocked either way."""
        pk = person if isinstance(person, int) else person.pk
        return (
            self.filter(Q(actor=None) | Q(actor__is_active=True), user=pk)
            .exclude(actor__blocks_made__blocked=pk)
            .exclude(actor__blocks_received__blocker=pk)
        )

    def unread(self) -> NotificationQuerySet:
        """Not read yet."""
        return self.filter(is_read=False)

    def lines_of(self, person: User | int) -> NotificationQuerySet:
        """What is shown of `of`: the newest row of each group stands for all of it."""
        pk = person if isinstance(person, int) else person.pk
        newer = Notification.objects.of(pk).filter(group=OuterRef("group"), pk__gt=OuterRef("pk"))
        return self.of(pk).filter(Q(group="") | ~Exists(newer))


class Notification(models.Model):
    """One cause to tell a person something; rows of one `group` are told as one line.

    `related_id` is the id of what it is about: an activity, a person. `title` is the line as it was told first; where
    there is a `wording`, the line is made of it when it is read, for names change and groups grow.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    type = models.CharField(max_length=50, choices=Kind.choices)
    title = models.CharField(max_length=255)
    wording = models.CharField(max_length=20, blank=True)
    what = models.CharField(max_length=120, blank=True, help_text="The name of what it is about.")
    message = models.TextField(blank=True)
    is_read = models.BooleanField(default=False)
    related_id = models.BigIntegerField(null=True)
    cause_id = models.BigIntegerField(default=0, help_text="Which of several causes: the comment, where it is of one.")
    group = models.CharField(max_length=60, blank=True, help_text="What is told as one line; empty: the row alone.")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    mailed_at = models.DateTimeField(null=True)
    pushed_at = models.DateTimeField(null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        db_table = "notifications"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "type", "actor", "related_id", "cause_id"], name="told_once_of_a_thing"
            ),
            models.CheckConstraint(condition=Q(type__in=Kind.values), name="notification_type_is_known"),
        ]
        indexes = [
            models.Index(fields=["user", "is_read"], name="notifications_unread"),
            models.Index(fields=["user", "-id"], name="notifications_newest"),
            models.Index(fields=["user", "group", "-id"], condition=~Q(group=""), name="notifications_grouped"),
            models.Index(fields=["user", "created_at"], name="notifications_by_time"),
            models.Index(fields=["related_id", "type"], name="notifications_by_thing"),
        ]

    def __str__(self) -> str:
        return self.title


class Preference(models.Model):
    """What `user` chose for one type, where it is not the default: see kinds.py."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preferences")
    type = models.CharField(max_length=50, choices=Kind.choices)
    in_app = models.BooleanField()
    email = models.BooleanField()
    push = models.BooleanField()

    class Meta:
        db_table = "notification_preferences"
        constraints = [
            models.UniqueConstraint(fields=["user", "type"], name="one_preference_a_type"),
            models.CheckConstraint(condition=Q(type__in=Kind.values), name="preference_type_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.type}"


class Digest(models.TextChoices):
    """When what was missed is mailed."""

    SOON = "soon"
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


class Delivery(models.Model):
    """When `user` is told outside the page: not in the quiet hours (of their time zone), and how often by e-mail."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="delivery"
    )
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)
    digest = models.CharField(max_length=6, choices=Digest.choices, default=Digest.SOON)
    weekly_summary = models.BooleanField(default=True)
    monthly_report = models.BooleanField(default=True)

    class Meta:
        db_table = "notification_deliveries"
        constraints = [
            models.CheckConstraint(condition=Q(digest__in=Digest.values), name="digest_is_known"),
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_until=None) | Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="quiet_hours_have_two_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"how {self.user_id} is told"


class ActivityMute(models.Model):
    """`user` is told no more of what others do about the activity `activity_id`, one's own or another's."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="activity_mutes")
    activity = models.ForeignKey("activities.Activity", on_delete=models.CASCADE, related_name="mutes")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "activity_mutes"
        constraints = [models.UniqueConstraint(fields=["user", "activity"], name="one_mute_an_activity")]

    def __str__(self) -> str:
        return f"{self.user_id} mutes activity {self.activity_id}"
