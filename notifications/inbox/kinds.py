"""What holds for each type of notification? One table: its channels by default, its flag, and how it is told."""

from __future__ import annotations

from typing import NamedTuple

from notifications.inbox.models import Kind, Notification


class Channels(NamedTuple):
    """Where a type is told."""

    in_app: bool
    email: bool
    push: bool


class About(NamedTuple):
    """A type: its words on the preferences page, its flag, its defaults.

    `collapses`: all of it about one thing is one line. `subject`: the kind of thing that `related_id` names, as the
    live side checks it. `of_comment`: `cause_id` names a comment. `fixed`: nobody chooses where it is told.
    """

    label: str
    default: Channels
    feature: str | None = None
    collapses: bool = False
    subject: str | None = None
    of_comment: bool = False
    fixed: bool = False


EVERYWHERE, QUIETLY = Channels(in_app=True, email=True, push=True), Channels(in_app=True, email=False, push=False)
ON_DEVICES = Channels(in_app=True, email=False, push=True)

KINDS: dict[str, About] = {
    Kind.FRIEND_REQUEST: About("Friend requests", EVERYWHERE, "friends"),
    Kind.FRIEND_ACCEPTED: About("Accepted friend requests", ON_DEVICES, "friends"),
    Kind.FOLLOW: About("Followers and requests to follow", QUIETLY, "friends"),
    Kind.LIKE: About("Likes", QUIETLY, "likes", collapses=True, subject="activity"),
    Kind.COMMENT: About("Comments", ON_DEVICES, "comments", collapses=True, subject="activity", of_comment=True),
    Kind.REPLY: About("Replies", EVERYWHERE, "comments", subject="activity", of_comment=True),
    Kind.MENTION: About("Mentions", EVERYWHERE, "comments", subject="activity", of_comment=True),
    Kind.SHARE: About("Shares", QUIETLY, collapses=True, subject="activity"),
    Kind.MESSAGE: About("Messages", EVERYWHERE, "messages", collapses=True, subject="conversation"),
    Kind.CHALLENGE: About("Challenges", ON_DEVICES, "challenges", subject="challenge"),
    Kind.ACHIEVEMENT: About("Achievements", QUIETLY),
    Kind.WEBHOOK: About("Webhooks that are switched off", EVERYWHERE, "webhooks"),
    Kind.MODERATION: About("Decisions of moderators", ON_DEVICES, fixed=True),  # a letter of its own goes with it
    Kind.REPORT: About("What came of your reports", ON_DEVICES),
}
CHOOSABLE = {kind: about for kind, about in KINDS.items() if not about.fixed}


def group_of(kind: str, related_id: int, actor_id: int | None, cause_id: int) -> str:
    """What is told as one line: all of a type about one thing where that collapses, else the row alone."""
    if KINDS[kind].collapses:
        return f"{kind}:{related_id}"
    return f"{kind}:{related_id}:{actor_id or 0}:{cause_id}"


def subjects_of(row: Notification) -> tuple[str, ...]:
    """What a line tells of: whoever may no longer see one of these is not shown it."""
    about = KINDS[row.type]
    named = [(about.subject, row.related_id), ("comment" if about.of_comment else None, row.cause_id)]
    named.append(("person", row.actor_id))
    return tuple(f"{kind}:{number}" for kind, number in named if kind and number)
