"""What is on a page of a person's feed?"""

from __future__ import annotations

import base64
import binascii
from copy import copy
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, Self

from django.db.models import QuerySet

from activities.engagement.models import Share
from activities.feed import query
from activities.feed.shares import page_of_share_ids
from activities.tracking.models import Activity
from activities.tracking.selectors import engaged
from config.kernel.errors import Invalid
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

    @classmethod
    def of(cls, row: Activity | Share) -> Self:
        """The place of `row`."""
        return cls(row.created_at, isinstance(row, Activity), row.pk)

    def after(self, *, activities: bool) -> tuple[datetime, int]:
        """The (created_at, id) below which the rows of one source come after this place."""
        if activities == self.is_activity:
            return self.at, self.id
        return self.at, 0 if activities else HIGHEST_ID


class FeedPage(NamedTuple):
    """Activities newest first, and the cursor of the page after them (None: there is none).

    One that is there because somebody shares it has `share`, the share with its `user`.
    """

    activities: list[Activity]
    next_cursor: str | None


def feed_page(person: User, limit: int = 20, cursor: str | None = None, offset: int = 0) -> FeedPage:
    """One page of what friends and followed people did and share, in three queries whatever the limit.

    An activity that is in the feed as itself may be there again for each share of it. `offset` is served by the same
    statements with a larger limit. Raises Invalid for a cursor that is not ours.
    """
    wanted, after = offset + limit + 1, read_cursor(cursor)
    activities = Activity.objects.feed_of(person.pk, after=after and after.after(activities=True), limit=wanted)
    both: list[Activity | Share] = [*engaged(activities, person), *shares_of_people(person, after, wanted)]
    rows = sorted(both, key=Place.of, reverse=True)[offset : offset + limit + 1]
    page = rows[:limit]
    return FeedPage(_shown(page, person), make_cursor(Place.of(page[-1])) if len(rows) > limit else None)


def shares_of_people(person: User, after: Place | None, limit: int) -> QuerySet[Share]:
    """The newest shares that belong in the person's feed, with `user` loaded; cut already: do not slice it."""
    values: dict[str, Any] = {"viewer": person.pk, "limit": limit, "gate": query.GATE}
    if after is not None:
        values["at"], values["id"] = after.after(activities=False)
    page = query.named(page_of_share_ids(after is not None), values)
    return Share.objects.filter(pk__in=page).select_related("user")


def with_share(activity: Activity, share: Share) -> Activity:
    """A copy of the activity as the row of the feed that shows `share`."""
    row = copy(activity)
    row.share = share  # type: ignore[attr-defined]
    return row


def _shown(page: list[Activity | Share], person: User) -> list[Activity]:
    """The page's activities; those of shares are read now, and looked at once more: they may have gone meanwhile."""
    wanted = {row.activity_id for row in page if isinstance(row, Share)}
    visible = Activity.objects.visible_to(person).filter(pk__in=wanted)
    found = {row.pk: row for row in engaged(visible, person)} if wanted else {}
    shown = []
    for row in page:
        if isinstance(row, Activity):
            shown.append(row)
        elif row.activity_id in found:
            shown.append(with_share(found[row.activity_id], row))
    return shown


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
