"""How is what people say under an activity laid out on its page, and what is typed to say more?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django import forms

from activities.engagement.mentions import NAME
from activities.engagement.models import Comment
from activities.engagement.selectors import comments_of
from activities.engagement.wording import LONGEST_COMMENT, LONGEST_NOTE
from activities.tracking.models import Activity
from social.accounts.models import User

SIZE = 50


class Words(NamedTuple):
    """A piece of a comment; `username` is of whom it mentions, or empty."""

    text: str
    username: str


class Talk(NamedTuple):
    """The comment that began it, and the replies to it, oldest first."""

    comment: Comment
    replies: list[Comment]


class Thread(NamedTuple):
    """Some of the comments in the order they were made; `earlier`: those before this id are on the next page."""

    talks: list[Talk]
    earlier: int | None


class CommentForm(forms.Form):
    """What one wants to say, and to which comment. What is wrong with it the service says."""

    content = forms.CharField(
        label="Say something", required=False, widget=forms.Textarea({"rows": 2, "maxlength": LONGEST_COMMENT})
    )
    parent_id = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput())


class ShareForm(forms.Form):
    """What one says about what one shares."""

    note = forms.CharField(
        label="A note to go with it", required=False, widget=forms.Textarea({"rows": 2, "maxlength": LONGEST_NOTE})
    )


def thread_of(activity: Activity, viewer: User, before: int | None = None) -> Thread:
    """The newest SIZE comments the viewer may read, with those they reply to, and those hidden from the others."""
    rows, hidden = comments_of(activity, viewer), comments_of(activity, viewer, hidden=True)
    if before is not None:
        rows, hidden = rows.filter(pk__lt=before), hidden.filter(pk__lt=before)
    page: list[Comment] = list(rows[: SIZE + 1])
    earlier = page[SIZE - 1].pk if len(page) > SIZE else None
    if earlier is not None:
        hidden = hidden.filter(pk__gt=earlier)
    return Thread(_talks([*page[:SIZE], *hidden[:SIZE]], activity, viewer), earlier)


def words_of(content: str, usernames: Iterable[str]) -> Iterator[Words]:
    """The comment in pieces, the names after an @ that are among `usernames` apart. `mentions.js` does the same."""
    known, place = {name.lower(): name for name in usernames}, 0
    for match in NAME.finditer(content):
        name = next((form for form in _forms(match.group(1)) if form.lower() in known), None)
        if name is None:
            continue
        start, end = match.start(), match.start() + 1 + len(name)
        if start > place:
            yield Words(content[place:start], "")
        yield Words(content[start:end], known[name.lower()])
        place = end
    if content[place:]:
        yield Words(content[place:], "")


def _forms(name: str) -> tuple[str, str]:
    """A dot or hyphen at the end may belong to the name or to the sentence."""
    return name, name.rstrip(".-")


def _talks(found: list[Comment], activity: Activity, viewer: User) -> list[Talk]:
    by_id = {comment.pk: comment for comment in found}
    missing = {_begun_by(comment) for comment in found} - by_id.keys() - {None}
    if missing:
        by_id |= {comment.pk: comment for comment in comments_of(activity, viewer).filter(pk__in=missing)}
    talks: dict[Any, Talk] = {}
    for pk in sorted(by_id):
        comment = by_id[pk]
        begun_by = _begun_by(comment)
        if begun_by in talks:
            talks[begun_by].replies.append(comment)
        else:
            talks[pk] = Talk(comment, [])
    return list(talks.values())


def _begun_by(comment: Any) -> int | None:
    """The comment it replies to, unless the reader may not read that one."""
    return comment.parent_id if comment.parent_is_shown else None
