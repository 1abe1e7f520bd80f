"""What is on a page of a person's feed?"""

from __future__ import annotations

import base64
import binascii
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from activities.tracking.models import Activity
from activities.tracking.selectors import engaged
from config.kernel.errors import Invalid
from social.accounts.models import User

MAX_LIMIT, MAX_OFFSET = 100, 1000
START = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class FeedPage(NamedTuple):
    """Activities newest first, and the cursor of the page after them (None: there is none)."""

    activities: list[Activity]
    next_cursor: str | None


def feed_page(person: User, limit: int = 20, cursor: str | None = None, offset: int = 0) -> FeedPage:
    """One page of what friends and followed people did, in one query whatever the limit.

    `offset` is served by the same statement with a larger limit. Raises Invalid for a cursor that is not ours.
    """
    wanted = offset + limit + 1
    page = Activity.objects.feed_of(person.pk, after=read_cursor(cursor), limit=wanted)
    rows = list(engaged(page, person))[offset:]
    more = len(rows) > limit
    return FeedPage(rows[:limit], make_cursor(rows[limit - 1]) if more else None)


def make_cursor(activity: Activity) -> str:
    """The place just after `activity`, as text for an address."""
    moment = (activity.created_at - START) // MICROSECOND
    return base64.urlsafe_b64encode(f"{moment}.{activity.pk}".encode()).decode().rstrip("=")


def read_cursor(cursor: str | None) -> tuple[datetime, int] | None:
    """The (created_at, id) that a cursor stands for."""
    if not cursor:
        return None
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        moment, _, pk = text.partition(".")
        if not (moment.isascii() and pk.isascii() and len(pk) < 19):
            raise ValueError(text)
        return START + int(moment) * MICROSECOND, int(pk)
    except (ValueError, binascii.Error, OverflowError):
        raise Invalid(code="invalid_cursor", errors={"cursor": ["Use the address in `next` as it is."]}) from None
