"""What is stored of what others make of an activity?"""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from config.kernel.history import recorded
from social.accounts.models import User
from social.safety.models import Block


class EngagementQuerySet(models.QuerySet[Any]):
    """Sets of what people, each row's `user`, made of activities."""

    def known_to(self, person_id: int) -> Self:
        """By people who are active and have no block either way with the person: what is listed, and counted.

        Each of the three is read once as a list, however many rows are looked at.
        """
        return (
            self.exclude(user__in=Block.objects.filter(blocker=person_id).values("blocked"))
            .exclude(user__in=Block.objects.filter(blocked=person_id).values("blocker"))
            .exclude(user__in=User.objects.filter(is_active=False).values("pk"))
        )


class Like(models.Model):
    """`user` likes `activity`, once."""

    activity = models.ForeignKey("activities.Activity", on_delete=models.CASCADE, related_name="likes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="likes")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = EngagementQuerySet.as_manager()

    class Meta:
        db_table = "likes"
        constraints = [models.UniqueConstraint(fields=["activity", "user"], name="one_like_a_person")]

    def __str__(self) -> str:
        return f"{self.user_id} likes {self.activity_id}"


class CommentQuerySet(EngagementQuerySet):
    """Sets of comments."""

    def present(self) -> Self:
        """Neither deleted nor hidden."""
        return self.filter(deleted_at=None, hidden_at=None)

    def hidden_for(self, person_id: int) -> Self:
        """Hidden ones that the person still sees: their own, and all on their own activities."""
        mine = Q(user=person_id) | Q(activity__user=person_id)
        return self.filter(mine, deleted_at=None, hidden_at__isnull=False)


@recorded("hidden_at")
class Comment(models.Model):
    """What somebody says about an activity. `parent` is the comment that began the thread, never a reply itself."""

    activity = models.ForeignKey("activities.Activity", on_delete=models.CASCADE, related_name="comments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="replies")
    content = models.TextField(max_length=2000)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    client_id = models.CharField(max_length=64, null=True, blank=True, help_text="The sender's name for it, if any.")  # noqa: DJ001 - unique where given

    objects = CommentQuerySet.as_manager()

    class Meta:
        db_table = "comments"
        constraints = [
            models.UniqueConstraint(fields=["activity", "user", "client_id"], name="one_comment_a_client_id"),
        ]
        indexes = [
            models.Index(
                fields=["activity", "id"],
                condition=Q(deleted_at=None, hidden_at=None),
                name="comments_of_an_activity",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} on {self.activity_id}"


class Mention(models.Model):
    """`comment` names `person`, who was known to its author and could see the activity."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mentions")

    class Meta:
        db_table = "mentions"
        constraints = [models.UniqueConstraint(fields=["comment", "person"], name="one_mention_a_person")]

    def __str__(self) -> str:
        return f"{self.comment_id} mentions {self.person_id}"


class ShareQuerySet(EngagementQuerySet):
    """Sets of shares."""

    def present(self) -> Self:
        """Not hidden by a moderator."""
        return self.filter(hidden_at=None)


@recorded("hidden_at")
class Share(models.Model):
    """`user` shows `activity` to friends and followers, once, with a note. They see it if they may see the activity."""

    activity = models.ForeignKey("activities.Activity", on_delete=models.CASCADE, related_name="shares")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="shares")
    note = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    hidden_at = models.DateTimeField(null=True, blank=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        db_table = "shares"
        constraints = [models.UniqueConstraint(fields=["activity", "user"], name="one_share_a_person")]
        indexes = [
            # the two that the feed's query of shares reads
            models.Index(
                "user",
                F("created_at").desc(),
                F("id").desc(),
                include=["activity"],
                condition=Q(hidden_at=None),
                name="shares_feed",
            ),
            models.Index(
                F("created_at").desc(),
                F("id").desc(),
                include=["user", "activity"],
                condition=Q(hidden_at=None),
                name="shares_newest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} shares {self.activity_id}"
