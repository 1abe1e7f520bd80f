"""How are those who see an activity told that its counts moved?"""

from __future__ import annotations

from activities.engagement.events import CountUpdate
from realtime.events import Rule, publish


def tell_counts(activity_id: int) -> None:
    """Tell all who see or watch the activity, coalesced; who is kept apart from one counted is told to read again.

    The relay reads the counts when it tells them, after every commit: what is written here is not what is sent.
    """
    for apart in (False, True):
        count = None if apart else 0
        event = CountUpdate(activity_id=activity_id, like_count=count, comment_count=count)
        publish(event, to=Rule("count_viewers", {"activity_id": activity_id, "apart": apart}))
