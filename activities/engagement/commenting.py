"""How is something said about an activity, changed, taken back, and hidden by the activity's owner?

Each works while the activity is held in sight, so nothing is said after a block, a deletion or a narrower visibility
took effect.
"""

from __future__ import annotations

from django.utils import timezone

from activities.engagement.counting import tell_counts
from activities.engagement.events import (
    ActivityCommented,
    CommentDeleted,
    Commented,
    CommentUpdated,
    CommentWithdrawn,
)
from activities.engagement.mentions import mention_people
from activities.engagement.models import Comment
from activities.engagement.selectors import comment_for, who_see
from activities.engagement.serializers import comment_frame
from activities.engagement.sight import in_sight
from activities.engagement.wording import comment_text
from activities.tracking.models import Activity
from config.kernel.errors import Forbidden, Invalid
from realtime.events import Audience, Rule, publish
from social.accounts.cards import Person
from social.accounts.models import User


def add_comment(
    activity: Activity, by: User, content: str, *, parent_id: int | None = None, client_id: str | None = None
) -> Comment:
    """Say something about an activity, or reply to what somebody said; the same `client_id` again changes nothing.

    A reply to a reply joins the thread it is in. Raises NotFound if `by` may not see the activity, Invalid for the
    content, or for a parent that is not a comment of this activity that `by` may see.
    """
    text = comment_text(content)
    with in_sight(activity, by) as held:
        said = _said(held, by, client_id)
        if said is not None:
            return said
        parent = _parent(held, by, parent_id)
        comment = Comment.objects.create(
            activity=held, user=by, content=text, parent=_top(parent), client_id=client_id or None
        )
        mentioned, _ = mention_people(comment, held)
        _tell(comment, held, replied_to=_listening(held, parent), mentioned=mentioned)
    return comment


def edit_comment(activity: Activity, by: User, comment_id: int, content: str) -> Comment:
    """Change what one has said. Raises NotFound, Forbidden for another's comment, Invalid for the content."""
    text = comment_text(content)
    with in_sight(activity, by) as held:
        comment = _own(held, by, comment_id)
        if comment.content == text:
            return comment
        comment.content, comment.edited_at = text, timezone.now()
        comment.save(update_fields=["content", "edited_at", "updated_at"])
        added, dropped = mention_people(comment, held)
        _withdraw(comment, dropped - _spoken_to(comment, held))
        if comment.hidden_at is None:
            _tell_of_edit(comment, held, added - _spoken_to(comment, held))
    return comment


def delete_comment(activity: Activity, by: User, comment_id: int) -> None:
    """Take back what one has said. Raises NotFound, also the second time, and Forbidden for another's comment."""
    with in_sight(activity, by) as held:
        comment = _own(held, by, comment_id)
        comment.deleted_at = timezone.now()
        comment.save(update_fields=["deleted_at", "updated_at"])
        _take_away(comment, held)


def hide_comment(activity: Activity, by: User, comment_id: int) -> Comment:
    """Hide a comment on one's own activity from all but its author. Again changes nothing."""
    with in_sight(activity, by) as held:
        comment = _on_mine(held, by, comment_id)
        if comment.hidden_at is None:
            hide(comment, held, by)
    return comment


def unhide_comment(activity: Activity, by: User, comment_id: int) -> Comment:
    """Show a comment again that one has hidden; nobody is notified again. Forbidden for what a moderator hid."""
    with in_sight(activity, by) as held:
        comment = _on_mine(held, by, comment_id)
        if comment.hidden_at is not None:
            if comment.hidden_by_id != by.pk:
                raise Forbidden("A moderator has hidden this comment.")
            show(comment, held)
    return comment


def hide(comment: Comment, activity: Activity, by: User) -> None:
    """Hide a comment that the caller has locked, as one who may."""
    comment.hidden_at, comment.hidden_by = timezone.now(), by
    comment.save(update_fields=["hidden_at", "hidden_by", "updated_at"])
    _take_away(comment, activity)


def show(comment: Comment, activity: Activity) -> None:
    """Show a hidden comment again, that the caller has locked, as one who may."""
    comment.hidden_at, comment.hidden_by = None, None
    comment.save(update_fields=["hidden_at", "hidden_by", "updated_at"])
    _tell_of_edit(comment, activity, set())
    tell_counts(activity.pk)


def _said(activity: Activity, by: User, client_id: str | None) -> Comment | None:
    """What `by` said under this name before, deleted or not."""
    if not client_id:
        return None
    said: Comment | None = Comment.objects.filter(activity=activity, user=by, client_id=client_id).first()
    return said


def _parent(activity: Activity, by: User, parent_id: int | None) -> Comment | None:
    if parent_id is None:
        return None
    parent: Comment | None = Comment.objects.present().known_to(by.pk).filter(activity=activity, pk=parent_id).first()
    if parent is None:
        raise Invalid(errors={"parent_id": ["There is no such comment on this activity."]})
    return parent


def _top(parent: Comment | None) -> Comment | None:
    return parent.parent or parent if parent else None


def _listening(activity: Activity, parent: Comment | None) -> int | None:
    """The author of what is replied to, if they may still see the activity."""
    if parent is None or not who_see(activity).filter(pk=parent.user_id).exists():
        return None
    return parent.user_id


def _own(activity: Activity, by: User, comment_id: int) -> Comment:
    comment = _locked(activity, by, comment_id)
    if comment.user_id != by.pk:
        raise Forbidden("Only its author may change a comment.")
    return comment


def _on_mine(activity: Activity, by: User, comment_id: int) -> Comment:
    comment = _locked(activity, by, comment_id)
    if activity.user_id != by.pk:
        raise Forbidden("Only the activity's owner may hide a comment.")
    return comment


def _locked(activity: Activity, by: User, comment_id: int) -> Comment:
    """Locked first, read second: what another did to it meanwhile is seen."""
    list(Comment.objects.select_for_update().filter(pk=comment_id).values_list("pk"))
    return comment_for(activity, by, comment_id)


def _spoken_to(comment: Comment, activity: Activity) -> set[int]:
    """Those who were told of the comment whether it mentions them or not."""
    return {activity.user_id} | ({comment.parent.user_id} if comment.parent else set())


def _tell(comment: Comment, activity: Activity, *, replied_to: int | None, mentioned: set[int]) -> None:
    author = Person.of(comment.user)
    event = ActivityCommented(activity_id=activity.pk, user=author, comment=comment_frame(comment.pk))
    publish(event, to=_readers(comment, activity))
    _notify(comment, activity, mentioned, owner_id=activity.user_id, replied_to_id=replied_to)
    tell_counts(activity.pk)


def _tell_of_edit(comment: Comment, activity: Activity, mentioned: set[int]) -> None:
    event = CommentUpdated(activity_id=activity.pk, comment=comment_frame(comment.pk))
    publish(event, to=_readers(comment, activity))
    if mentioned:
        _notify(comment, activity, mentioned)


def _notify(comment: Comment, activity: Activity, mentioned: set[int], **others: int | None) -> None:
    event = Commented(
        activity_id=activity.pk,
        comment_id=comment.pk,
        user=Person.of(comment.user),
        content=comment.content,
        title=activity.title,
        mentioned_ids=tuple(sorted(mentioned)),
        **others,
    )
    publish(event, to=None)


def _take_away(comment: Comment, activity: Activity) -> None:
    """Nobody sees it any more, or nobody but its author: on open pages, in counts, in inboxes."""
    if comment.hidden_at is None or comment.deleted_at is None:
        event = CommentDeleted(activity_id=activity.pk, comment_id=comment.pk)
        publish(event, to=_readers(comment, activity))
        tell_counts(activity.pk)
    _withdraw(comment, {*_spoken_to(comment, activity), *comment.mentions.values_list("person", flat=True)})


def _withdraw(comment: Comment, told: set[int]) -> None:
    if told:
        event = CommentWithdrawn(comment_id=comment.pk, user_id=comment.user_id, told_ids=tuple(sorted(told)))
        publish(event, to=None)


def _readers(comment: Comment, activity: Activity) -> Audience:
    owner_id = None if comment.user_id == activity.user_id else activity.user_id
    args = {"activity_id": activity.pk, "author_id": comment.user_id, "owner_id": owner_id}
    return Rule("comment_readers", args)
