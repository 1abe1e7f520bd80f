"""What is stored of what others make of an activity?"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class Like(models.Model):
    """`user` likes `activity`, once."""

    activity = models.ForeignKey("activities.Activity", on_delete=models.CASCADE, related_name="likes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="likes")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "likes"
        constraints = [models.UniqueConstraint(fields=["activity", "user"], name="one_like_a_person")]

    def __str__(self) -> str:
        return f"{self.user_id} likes {self.activity_id}"


class CommentQuerySet(models.QuerySet["Comment"]):
    """Sets of comments."""

    def present(self) -> CommentQuerySet:
        """Neither deleted nor hidden."""
        return self.filter(deleted_at=None, hidden_at=None)


class Comment(models.Model):
    """What somebody says about an activity."""

    activity = models.ForeignKey("activities.Activity", on_delete=models.CASCADE, related_name="comments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="replies")
    content = models.TextField(max_length=2000)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        db_table = "comments"
        indexes = [
            models.Index(
                fields=["activity", "id"],
                condition=Q(deleted_at=None, hidden_at=None),
                name="comments_of_an_activity",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} on {self.activity_id}"
