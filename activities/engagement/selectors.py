"""Who may see an activity, who likes it, and what do they say about it?"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from activities.engagement.models import Comment, CommentQuerySet, Like, Mention
from activities.tracking.models import Activity
from config.kernel.errors import NotFound
from social.accounts.models import PersonQuerySet, User, Visibility
from social.friendships.models import Follow, Friendship, Status

MOST_SUGGESTED = 20


def who_see(activity: Activity) -> PersonQuerySet:
    """The people who may see a present activity: `visible_to`, asked the other way round."""
    friend = Exists(Friendship.objects.accepted().filter(user=OuterRef("pk"), friend=activity.user_id))
    follower = Exists(Follow.objects.filter(follower=OuterRef("pk"), followed=activity.user_id, status=Status.ACCEPTED))
    may = Q(pk=activity.user_id)
    if activity.visibility == Visibility.FRIENDS:
        may |= Q(friend)
    elif activity.visibility == Visibility.PUBLIC:
        is_open = not User.objects.filter(pk=activity.user_id, is_private=True).exists()
        may = Q() if is_open else may | Q(friend) | Q(follower)
    return User.objects.known_to(activity.user_id).filter(may)


def mentionable(activity: Activity, by: User, text: str) -> PersonQuerySet:
    """Whom `by` may mention under the activity, by a part of their names; at most 20, none without a text.

    They are known to `by` and may see the activity.
    """
    text = text.strip()
    people = who_see(activity).filter(pk__in=User.objects.known_to(by).values("pk")).exclude(pk=by.pk)
    return people.matching(text).order_by("username")[:MOST_SUGGESTED] if text else people.none()


def likes_of(activity: Activity, viewer: User) -> QuerySet[Like]:
    """The activity's likes by people the viewer may know of, newest first, each with `user` loaded."""
    return Like.objects.filter(activity=activity).known_to(viewer.pk).select_related("user").order_by("-pk")


def comments_of(activity: Activity, viewer: User, *, hidden: bool = False) -> CommentQuerySet:
    """The comments the viewer may read, newest first, ready for the serializer: as many as `comment_count` says.

    With `hidden`, those that are hidden from the others instead: one's own, and all of one's own activity.
    """
    rows = Comment.objects.filter(activity=activity).known_to(viewer.pk)
    return told(rows.hidden_for(viewer.pk) if hidden else rows.present(), viewer).order_by("-pk")


def comment_for(activity: Activity, viewer: User, comment_id: int) -> Comment:
    """The comment, if it is of this activity and the viewer may read it, hidden or not. Raises NotFound."""
    rows = Comment.objects.filter(activity=activity, pk=comment_id).known_to(viewer.pk)
    comment: Comment | None = told(rows.present() | rows.hidden_for(viewer.pk), viewer).first()
    if comment is None:
        raise NotFound("There is no such comment.")
    return comment


def told(rows: CommentQuerySet, viewer: User) -> CommentQuerySet:
    """Adds author, mentions and `parent_is_shown` to `rows`, as the viewer sees them; two queries in all."""
    parents = Comment.objects.present().known_to(viewer.pk).filter(pk=OuterRef("parent_id"))
    people = User.objects.known_to(viewer).values("pk")
    mentions = Mention.objects.filter(person__in=people).select_related("person").order_by("pk")
    rows = rows.annotate(parent_is_shown=Exists(parents)).select_related("user", "activity")
    return rows.prefetch_related(Prefetch("mentions", queryset=mentions))
