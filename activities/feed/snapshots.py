"""What of the feed does a client begin with?"""

from __future__ import annotations

from typing import Any

from activities.feed.selectors import feed_page
from activities.tracking.serializers import row_of
from config.kernel.features import is_enabled
from realtime.sockets.snapshots import snapshot
from social.accounts.models import User


@snapshot("feed")
def feed(person: User) -> list[dict[str, Any]]:
    """The first page of the feed, as the API answers it."""
    if not is_enabled("feed", person):
        return []
    return [row_of(activity) for activity in feed_page(person).activities]
