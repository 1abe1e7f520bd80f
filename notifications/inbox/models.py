"""What is stored of a notification?"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

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


class Notification(models.Model):
    """One thing a person is told. `related_id` is the id of what it is about: an activity, a person."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    type = models.CharField(max_length=50, choices=Kind.choices)
    title = models.CharField(max_length=255)
    message = models.TextField(blank=True)
    is_read = models.BooleanField(default=False)
    related_id = models.BigIntegerField(null=True)
    cause_id = models.BigIntegerField(default=0, help_text="Which of several causes: the comment, where it is of one.")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

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
        ]

    def __str__(self) -> str:
        return self.title
