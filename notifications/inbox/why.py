"""Why did I get this? The cause, the preference that allowed it, and how to stop it."""

from __future__ import annotations

from typing import Any

from config.kernel.errors import NotFound
from notifications.inbox.kinds import KINDS
from notifications.inbox.lines import in_words, lines_of
from notifications.inbox.models import Notification, Preference
from social.accounts.models import User

CAUSES = {
    "friend_request": "{actor} asked to be your friend.",
    "friend_accepted": "{actor} accepted the request you sent.",
    "follow": "{actor} follows you, or asks to.",
    "like": "{actor} liked your activity.",
    "comment": "{actor} commented on your activity.",
    "reply": "{actor} replied to your comment.",
    "mention": "{actor} wrote your user name in a comment.",
    "share": "{actor} shared your activity.",
    "message": "{actor} wrote in a conversation you are in, while you were away.",
    "challenge": "It is about a challenge you take part in, have created or are invited to.",
    "achievement": "You have earned a badge.",
    "webhook": "A webhook of yours was switched off.",
    "moderation": "A moderator decided something about you. This is always told.",
    "report": "Moderators have settled a report of yours.",
}
PREFERENCES = "/social/notifications/preferences/"


def why(person: User, notification_id: int) -> dict[str, Any]:
    """What the person is told about one of their lines. Raises NotFound."""
    row = lines_of(person.pk).filter(pk=notification_id).first()
    if row is None:
        raise NotFound
    (line,) = in_words([row])
    chosen = Preference.objects.filter(user=person, type=line.type).first()
    return {
        "cause": CAUSES[line.type].format(actor=line.actor.shown_name if line.actor else "Somebody"),
        "title": line.title,
        "related_id": line.related_id,
        "told_at": line.created_at,
        "mailed_at": line.mailed_at,
        "pushed_at": line.pushed_at,
        "allowed_by": {"type": line.type, "name": KINDS[line.type].label, "is_default": chosen is None},
        "stop": _ways_to_stop(line),
    }


def _ways_to_stop(line: Notification) -> list[dict[str, str]]:
    if KINDS[line.type].fixed:
        return []
    label = KINDS[line.type].label
    ways = [{"action": "preference", "text": f"Switch {label.lower()} off.", "place": PREFERENCES}]
    if KINDS[line.type].subject == "activity":
        place = f"/api/v1/activities/{line.related_id}/mute"
        ways.append({"action": "mute_activity", "text": "Mute this activity.", "place": place})
    if KINDS[line.type].subject == "conversation":
        place = f"/api/v1/conversations/{line.related_id}"
        ways.append({"action": "mute_conversation", "text": "Mute this conversation.", "place": place})
    return ways
