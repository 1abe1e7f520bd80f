"""What does a moderator see of a comment or a share, and how is one hidden, or shown again, whoever owns it?"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from activities.engagement.commenting import hide, show
from activities.engagement.events import Unshared
from activities.engagement.models import Comment, Share
from activities.engagement.sharing import tell_of_end, tell_of_share
from realtime.events import publish
from social.accounts.models import User
from social.moderation.kinds import Reportable, Thing, reportable, sees_all


@reportable("comment")
class Comments(Reportable):
    """A comment that the reporter may read."""

    model, label, hides = Comment, "comment", True

    def is_seen(self, by: User, id: int) -> bool:
        activity_id = Comment.objects.filter(pk=id).values_list("activity", flat=True).first()
        return activity_id is not None and sees_all(by, f"comment:{id}", f"activity:{activity_id}")

    def find(self, id: int, upto: datetime) -> Thing | None:
        comment = Comment.objects.filter(pk=id).first()
        if comment is None:
            return None
        page = f"/social/activities/{comment.activity_id}/#comment-{id}"
        is_hidden = comment.hidden_at is not None or comment.deleted_at is not None
        return Thing(comment.user_id, comment.content, is_hidden, page)

    def set_hidden(self, id: int, by: User, *, hidden: bool) -> bool:
        return set_comment_hidden(id, by, hidden=hidden)


@reportable("share")
class Shares(Reportable):
    """What somebody shows others of an activity, with a note of theirs."""

    model, label, hides = Share, "share", True

    def is_seen(self, by: User, id: int) -> bool:
        activity_id = Share.objects.filter(pk=id).values_list("activity", flat=True).first()
        return activity_id is not None and sees_all(by, f"share:{id}", f"activity:{activity_id}")

    def find(self, id: int, upto: datetime) -> Thing | None:
        share = Share.objects.filter(pk=id).first()
        if share is None:
            return None
        page = f"/social/activities/{share.activity_id}/"
        return Thing(share.user_id, share.note, share.hidden_at is not None, page)

    def set_hidden(self, id: int, by: User, *, hidden: bool) -> bool:
        return set_share_hidden(id, by, hidden=hidden)


def set_comment_hidden(comment_id: int, by: User, *, hidden: bool) -> bool:
    """Hide or show a comment; whether that changed anything. What a moderator hid its owner cannot show again."""
    with transaction.atomic():
        rows = Comment.objects.select_for_update(of=("self",)).select_related("activity", "user", "parent")
        comment = rows.filter(pk=comment_id, deleted_at=None, hidden_at__isnull=hidden).first()
        if comment is None:
            return False
        if hidden:
            hide(comment, comment.activity, by)
        else:
            show(comment, comment.activity)
        return True


def set_share_hidden(share_id: int, by: User, *, hidden: bool) -> bool:
    """Hide or show a share; whether that changed anything."""
    with transaction.atomic():
        rows = Share.objects.select_for_update(of=("self",)).select_related("user", "activity__user")
        share = rows.filter(pk=share_id, hidden_at__isnull=hidden).first()
        if share is None:
            return False
        share.hidden_at = timezone.now() if hidden else None
        share.save(update_fields=["hidden_at"])
        if hidden:
            tell_of_end(share)
            ended = Unshared(activity_id=share.activity_id, owner_id=share.activity.user_id, user_id=share.user_id)
            publish(ended, to=None)
        else:
            tell_of_share(share, share.activity)
        return True
