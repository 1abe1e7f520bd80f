"""How does a moderator hide a comment or a share, or show it again? Whoever owns the activity, seen or not."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from activities.engagement.commenting import hide, show
from activities.engagement.events import Unshared
from activities.engagement.models import Comment, Share
from activities.engagement.sharing import tell_of_end, tell_of_share
from realtime.events import publish
from social.accounts.models import User


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
    """Hide or show a share; whether that changed anything. A share keeps no word of `by`: the admin's log does."""
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
