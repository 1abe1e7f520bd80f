"""Which activities belong on a page of a person's feed, newest first?

One statement: friendship, follow, block, mute, visibility, suspension and deletion are read in its own snapshot, so
there is nothing to cache and nothing to purge. Of the newest `limit` activities each belongs to one of the `limit`
people whose newest activity is newest; so the newest of each person (one index tuple) picks the people, and only their
rows are read. From GATE people on, a window over everybody's newest activities is tried first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Count, Exists, F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

GATE = 500  # people from which the window is tried first: about 1.5 times the root of the active authors

SEEN = "a.deleted_at IS NULL AND a.visibility < 2"
AFTER = "AND (a.created_at, a.id) < (%(at)s, %(id)s)"
NEWEST_FIRST = "ORDER BY {0}.created_at DESC, {0}.id DESC"

# MATERIALIZED, "IS TRUE" and the row comparisons hold the plan in place: the bench fails without them.
PEOPLE = """
    WITH hidden AS MATERIALIZED (
        SELECT blocked_id AS id FROM blocks WHERE blocker_id = %(viewer)s
        UNION ALL SELECT blocker_id FROM blocks WHERE blocked_id = %(viewer)s
        UNION ALL SELECT muted_id FROM mutes WHERE muter_id = %(viewer)s
        UNION ALL SELECT id FROM users WHERE NOT is_active
    ), people AS MATERIALIZED (
        SELECT id, max(sees) AS sees FROM (
            SELECT friend_id AS id, 1 AS sees FROM friendships
            WHERE user_id = %(viewer)s AND status = 'accepted'
            UNION ALL
            SELECT followed_id, 0 FROM follows
            WHERE follower_id = %(viewer)s AND status = 'accepted'
        ) tie WHERE id NOT IN (SELECT id FROM hidden) GROUP BY id
    )"""


def page_of_ids(after: bool) -> str:
    """SQL for the ids of one page, with parameters viewer, limit, gate and, if `after`, at and id."""
    cursor = AFTER if after else ""

    def newest_of(people: str, limit: str) -> str:
        return f"""
        CROSS JOIN LATERAL (
            SELECT a.id, a.created_at FROM activities a
            WHERE a.user_id = {people}.id AND {SEEN} AND a.visibility <= {people}.sees {cursor}
            {NEWEST_FIRST.format("a")} LIMIT {limit}
        ) theirs"""  # noqa: S608 - constants only

    return f"""{PEOPLE}, crowd AS MATERIALIZED (
        SELECT count(*) AS size FROM people
    ), recent AS MATERIALIZED (
        SELECT newest.id, newest.created_at FROM (
            SELECT a.id, a.created_at, a.user_id, a.visibility FROM activities a
            WHERE {SEEN} {cursor} AND (SELECT size FROM crowd) >= %(gate)s
            {NEWEST_FIRST.format("a")} LIMIT (SELECT %(limit)s * size FROM crowd)
        ) newest
        WHERE (newest.user_id IN (SELECT id FROM people WHERE sees = 1)
               OR newest.visibility = 0 AND newest.user_id IN (SELECT id FROM people)) IS TRUE
        {NEWEST_FIRST.format("newest")} LIMIT %(limit)s
    ), short AS MATERIALIZED (
        SELECT count(*) < %(limit)s AS yes FROM recent
    ), heads AS MATERIALIZED (
        SELECT people.id, people.sees FROM people {newest_of("people", "1")}
        WHERE (SELECT yes FROM short) {NEWEST_FIRST.format("theirs")} LIMIT %(limit)s
    )
    (SELECT id FROM recent WHERE NOT (SELECT yes FROM short))
    UNION ALL
    (SELECT id FROM (
        SELECT theirs.id FROM heads {newest_of("heads", "%(limit)s")}
        {NEWEST_FIRST.format("theirs")} LIMIT %(limit)s) page)"""  # noqa: S608 - constants only


def named(sql: str, values: Mapping[str, Any]) -> RawSQL:
    """RawSQL takes positions; this lets the SQL write names."""
    order: list[Any] = []

    def place(match: re.Match[str]) -> str:
        order.append(values[match.group(1)])
        return "%s"

    return RawSQL(re.sub(r"%\((\w+)\)s", place, sql), order)  # noqa: S611 - values stay parameters


def count_of(rows: QuerySet[Any]) -> Coalesce:
    """How many of `rows` belong to the activity; counted when read, for the page's rows only."""
    counted = rows.filter(activity_id=OuterRef("pk")).order_by().values("activity_id").annotate(n=Count("*"))
    return Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), Value(0))


class FeedQuerySet(models.QuerySet[Any]):
    """The part of Activity's query set that the feed is made of."""

    def with_engagement(self, viewer_id: int, *, likes: QuerySet[Any], comments: QuerySet[Any]) -> Self:
        """Adds the author, has_liked (by the viewer), like_count and comment_count to each row."""
        return self.select_related("user").annotate(
            has_liked=Exists(likes.filter(activity_id=OuterRef("pk"), user_id=viewer_id)),
            like_count=count_of(likes),
            comment_count=count_of(comments),
        )

    def feed_of(self, viewer_id: int, *, after: tuple[datetime, int] | None = None, limit: int = 20) -> Self:
        """One page of the viewer's feed, newest first; page on with `after=(created_at, id)` of the last row.

        The page has been cut already: do not filter, slice or re-order what this returns.
        """
        values: dict[str, Any] = {"viewer": viewer_id, "limit": limit, "gate": GATE}
        if after is not None:
            values["at"], values["id"] = after
        page = self.filter(pk__in=named(page_of_ids(after is not None), values))
        return page.order_by(F("created_at").desc(), F("id").desc())
