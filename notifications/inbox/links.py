"""Where on the pages is what a notification is about?"""

from __future__ import annotations

from notifications.inbox.kinds import KINDS
from notifications.inbox.models import Kind, Notification

INBOX = "/social/notifications/"
OF_SUBJECTS = {
    "activity": "/social/activities/{id}/",
    "conversation": "/social/messages/{id}/",
    "challenge": "/social/challenges/{id}/",
}
OF_KINDS = {
    Kind.FRIEND_REQUEST: "/social/friends/",
    Kind.FRIEND_ACCEPTED: "/social/people/{username}/",
    Kind.FOLLOW: "/social/people/{username}/",
    Kind.ACHIEVEMENT: "/social/stats/#badges",
    Kind.WEBHOOK: "/social/settings/webhooks/{id}/",
    Kind.MODERATION: "/social/decisions/",
    Kind.REPORT: "/social/reports/",
}


def link_of(row: Notification) -> str:
    """The path of the page, from the root of the site; the inbox where there is nothing to open."""
    pattern = OF_KINDS.get(Kind(row.type)) or OF_SUBJECTS[KINDS[row.type].subject or ""]
    if row.related_id is None or ("{username}" in pattern and row.actor is None):
        return INBOX
    return pattern.format(id=row.related_id, username=row.actor.username if row.actor else "")
