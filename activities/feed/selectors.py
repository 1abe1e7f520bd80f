"""What is on a page of a person's feed?"""

from __future__ import annotations

import base64
import binascii
from copy import copy
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from activities.engagement.models import Share
from activities.feed import query
from activities.tracking.models import Activity
from activities.tracking.selectors import engaged
from config.kernel.errors import Invalid
from config.kernel.prepared import PreparedQuery, among, prepared
from social.accounts.models import User

MAX_LIMIT, MAX_OFFSET = 100, 1000
START = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
HIGHEST_ID = 2**63 - 1


class Place(NamedTuple):
    """Where a row stands in the feed. Of the same moment, activities come before shares, and higher ids first."""

    at: datetime
    is_activity: bool
    id: int

    def below(self, *, activities: bool) -> int:
        """The id below which, at the same moment, the rows of one source come after this place."""
        if activities == self.is_activity:
            return self.id
        return 0 if activities else HIGHEST_ID


class FeedPage(NamedTuple):
    """Activities newest first, and the cursor of the page after them (None: there is none).

    One that is there because somebody shares it has `share`, the share with its `user`.
    """

    activities: list[Activity]
    next_cursor: str | None


def feed_page(person: User, limit: int = 20, cursor: str | None = None, offset: int = 0) -> FeedPage:
    """One page of what friends and followed people did and share, in three statements whatever the limit.

    An activity that is in the feed as itself may be there again for each share of it. `offset` is served by the same
    statements with a larger limit. Raises Invalid for a cursor that is not ours.
    """
    places = _places(person.pk, read_cursor(cursor), offset + limit + 1)[offset:]
    page = places[:limit]
    return FeedPage(_shown(page, person.pk), make_cursor(page[-1][0]) if len(places) > limit else None)


def _places(viewer: int, after: Place | None, limit: int) -> list[tuple[Place, int]]:
    """The places of the newest rows that come after one, and the activity of each."""
    values: dict[str, Any] = {"viewer": viewer, "limit": limit, "gate": query.GATE}
    if after is not None:
        values |= {"at": after.at, "id": after.below(activities=True), "share_id": after.below(activities=False)}
    with prepared(), connection.cursor() as cursor:
        cursor.execute(query.page_of_places(after is not None), values)
        return [(Place(*row[:3]), row[3]) for row in cursor.fetchall()]


@PreparedQuery
def _activities(viewer: int, ids: Any) -> QuerySet[Activity]:
    """As the viewer may see them at this moment: one may have gone since its place was read."""
    return engaged(Activity.objects.visible_to(User(pk=viewer)).filter(pk__in=among(ids)), viewer)


@PreparedQuery
def _shares(ids: Any) -> QuerySet[Share]:
    return Share.objects.filter(pk__in=among(ids)).select_related("user")


def _shown(page: list[tuple[Place, int]], viewer: int) -> list[Activity]:
    """The page's activities; that of a share has the share with it."""
    activities = {row.pk: row for row in _activities.rows(viewer=viewer, ids=sorted({pk for _, pk in page}))}
    share_ids = [place.id for place, _ in page if not place.is_activity]
    shares = {row.pk: row for row in _shares.rows(ids=share_ids)} if share_ids else {}
    shown = []
    for place, pk in page:
        if place.is_activity and pk in activities:
            shown.append(activities[pk])
        elif pk in activities and place.id in shares:
            shown.append(with_share(activities[pk], shares[place.id]))
    return shown


def with_share(activity: Activity, share: Share) -> Activity:
    """A copy of the activity as the row of the feed that shows `share`."""
    row = copy(activity)
    row.share = share  # type: ignore[attr-defined]
    return row


def make_cursor(place: Place) -> str:
    """The place just after a row, as text for an address."""
    moment = (place.at - START) // MICROSECOND
    text = f"{moment}.{place.id}" if place.is_activity else f"{moment}.{place.id}.s"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(cursor: str | None) -> Place | None:
    """The place that a cursor stands for."""
    if not cursor:
        return None
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        moment, _, pk = text.removesuffix(".s").partition(".")
        if not (moment.isascii() and pk.isascii() and len(pk) < 19):
            raise ValueError(text)
        return Place(START + int(moment) * MICROSECOND, not text.endswith(".s"), int(pk))
    except (ValueError, binascii.Error, OverflowError):
        raise Invalid(code="invalid_cursor", errors={"cursor": ["Use the address in `next` as it is."]}) from None
