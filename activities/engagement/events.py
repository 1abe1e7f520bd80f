"""What can happen when others make something of an activity?"""

from __future__ import annotations

from typing import Any, Self

from activities.engagement.models import Comment, Like
from activities.tracking.events import FEED
from activities.tracking.models import Activity
from realtime.events import Event, Lane, event
from social.accounts.cards import Person


@event("activity_liked", lane=Lane.LATEST, channel=FEED)
class ActivityLiked(Event, frozen=True):
    """To the owner: `user` is the newest who likes the activity, which `like_count` people do."""

    activity_id: int
    user: Person
    like_count: int

    def subjects(self) -> tuple[str, ...]:
        return (f"activity:{self.activity_id}", f"person:{self.user.id}")

    def key(self) -> str:
        return f"activity:{self.activity_id}:liked"

    def refreshed(self) -> Self | None:
        owner_id = Activity.objects.filter(pk=self.activity_id).values_list("user_id", flat=True).first()
        if owner_id is None:
            return None
        likes = Like.objects.filter(activity=self.activity_id).known_to(owner_id)
        others = likes.exclude(user=owner_id).exclude(user__mutes_received__muter=owner_id)
        newest = others.select_related("user").order_by("-pk").first()
        if newest is None:
            return None
        return type(self)(activity_id=self.activity_id, user=Person.of(newest.user), like_count=likes.count())


@event("count_update", lane=Lane.LATEST, channel=FEED)
class CountUpdate(Event, frozen=True):
    """To all who see the activity: how many like it and how many comments it has.

    Both are null for a receiver who is kept apart, by a block, from one of these people: read them from the API.
    """

    activity_id: int
    like_count: int | None
    comment_count: int | None

    def subjects(self) -> tuple[str, ...]:
        return (f"activity:{self.activity_id}",)

    def key(self) -> str:
        return f"activity:{self.activity_id}:counts{':apart' if self.like_count is None else ''}"

    def refreshed(self) -> Self | None:
        if not Activity.objects.present().filter(pk=self.activity_id).exists():
            return None
        if self.like_count is None:
            return self
        likes = Like.objects.filter(activity=self.activity_id, user__is_active=True).count()
        comments = Comment.objects.present().filter(activity=self.activity_id, user__is_active=True).count()
        return type(self)(activity_id=self.activity_id, like_count=likes, comment_count=comments)


@event("activity_commented", feature="comments")
class ActivityCommented(Event, frozen=True):
    """To the owner, and to all who watch the activity: somebody has said something about it.

    `comment` is the API's own JSON.
    """

    activity_id: int
    user: Person
    comment: dict[str, Any]

    def subjects(self) -> tuple[str, ...]:
        return _of_comment(self.activity_id, self.comment)


@event("comment_updated", feature="comments")
class CommentUpdated(Event, frozen=True):
    """To all who watch the activity: the comment was edited, or is no longer hidden. Replace it, or put it in."""

    activity_id: int
    comment: dict[str, Any]

    def subjects(self) -> tuple[str, ...]:
        return _of_comment(self.activity_id, self.comment)


@event("comment_deleted", feature="comments")
class CommentDeleted(Event, frozen=True):
    """To the owner, and to all who watch the activity: the comment was deleted or hidden."""

    activity_id: int
    comment_id: int


class Commented(Event, frozen=True):
    """`user` said `content`. Told to no person: the inbox tells those named here, each once, of one thing.

    After an edit only `mentioned_ids` holds somebody: those whom it mentions and the text before did not.
    """

    activity_id: int
    comment_id: int
    user: Person
    content: str
    title: str
    owner_id: int | None = None
    replied_to_id: int | None = None
    mentioned_ids: tuple[int, ...] = ()

    def subjects(self) -> tuple[str, ...]:
        return (f"activity:{self.activity_id}", f"comment:{self.comment_id}", f"person:{self.user.id}")


class CommentWithdrawn(Event, frozen=True):
    """The comment no longer tells these people anything. Told to no person: the inbox takes its lines back."""

    comment_id: int
    user_id: int
    told_ids: tuple[int, ...]


class Shared(Event, frozen=True):
    """`user` shares the activity. Told to no person: the inbox tells its owner."""

    activity_id: int
    share_id: int
    user: Person
    note: str
    title: str
    owner_id: int

    def subjects(self) -> tuple[str, ...]:
        return (f"activity:{self.activity_id}", f"person:{self.user.id}")


class Unshared(Event, frozen=True):
    """`user_id` shares the activity no longer. Told to no person: the inbox takes its line back."""

    activity_id: int
    owner_id: int
    user_id: int


class Unliked(Event, frozen=True):
    """`user_id` took the like back. Told to no person: the inbox takes its notification back."""

    activity_id: int
    owner_id: int
    user_id: int


def _of_comment(activity_id: int, comment: dict[str, Any]) -> tuple[str, ...]:
    return (f"activity:{activity_id}", f"comment:{comment['id']}", f"person:{comment['author']['id']}")
