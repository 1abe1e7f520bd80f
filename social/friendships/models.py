"""What is stored of friendships and follows?"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from config.kernel.history import recorded_end


class Status(models.TextChoices):
    """Where a request stands."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class FriendshipQuerySet(models.QuerySet["Friendship"]):
    """Sets of requests and friendships."""

    def between(self, one: int, other: int) -> FriendshipQuerySet:
        """The rows of a pair, in both directions: none, one, or two."""
        return self.filter(Q(user=one, friend=other) | Q(user=other, friend=one))

    def accepted(self) -> FriendshipQuerySet:
        """Friendships; each stands twice, once from either side."""
        return self.filter(status=Status.ACCEPTED)

    def pending(self) -> FriendshipQuerySet:
        """Requests that wait for an answer."""
        return self.filter(status=Status.PENDING)


@recorded_end("user", "friend")
class Friendship(models.Model):
    """`user` asked `friend`. An accepted friendship is two rows, one from either side: both or neither."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="friendships")
    friend = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="befriended_by")
    status = models.CharField(max_length=20, choices=Status.choices)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = FriendshipQuerySet.as_manager()

    class Meta:
        db_table = "friendships"
        constraints = [
            models.UniqueConstraint(fields=["user", "friend"], name="one_request_a_direction"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="friendship_status_is_known"),
            models.CheckConstraint(condition=~Q(user=F("friend")), name="nobody_befriends_themselves"),
        ]
        indexes = [
            models.Index(fields=["user", "status"], name="friendships_by_user"),
            models.Index(fields=["friend", "status"], name="friendships_by_friend"),
            models.Index(fields=["user", "friend"], condition=Q(status="accepted"), name="friendships_accepted"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.friend_id}: {self.status}"


class Follow(models.Model):
    """`follower` is shown what `followed` does in public; a private account approves first."""

    follower = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    followed = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="followed_by")
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.ACCEPTED)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "follows"
        constraints = [
            models.UniqueConstraint(fields=["follower", "followed"], name="one_follow_a_pair"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="follow_status_is_known"),
            models.CheckConstraint(condition=~Q(follower=F("followed")), name="nobody_follows_themselves"),
        ]
        indexes = [models.Index(fields=["followed", "status"], name="follows_by_followed")]

    def __str__(self) -> str:
        return f"{self.follower_id} follows {self.followed_id}: {self.status}"


class RequestTally(models.Model):
    """How many friend requests a person has sent on a day (UTC); holds the limit where a cache is emptied."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    sent = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "friend_request_tallies"
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="one_tally_a_day")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.day}: {self.sent}"
