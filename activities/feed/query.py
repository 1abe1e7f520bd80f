"""Which activities and shares belong on a page of a person's feed, newest first?

One statement: friendship, follow, block, mute, visibility, suspension and deletion are read in its own snapshot, so
there is nothing to cache and nothing to purge. Of the newest `limit` activities each belongs to one of the `limit`
people whose newest activity is newest; so the newest of each person (one index tuple) picks the people, and only their
rows are read. From `gate` people on, a window over everybody's newest activities is tried first. Shares likewise.
"""

from __future__ import annotations

from functools import cache

from activities.feed import shares
from activities.feed.ties import NEWEST_FIRST, PEOPLE

GATE = 500  # people from which the window is tried first: about 1.5 times the root of the active authors

SEEN = "a.deleted_at IS NULL AND a.visibility < 2"
AFTER = "AND (a.created_at, a.id) < (%(at)s, %(id)s)"

# MATERIALIZED, "IS TRUE" and the row comparisons hold the plan in place: the bench fails without them.
ACTIVITIES = f"""
    recent AS MATERIALIZED (
        SELECT newest.id, newest.created_at FROM (
            SELECT a.id, a.created_at, a.user_id, a.visibility FROM activities a
            WHERE {SEEN} {{after}} AND (SELECT size FROM crowd) >= %(gate)s
            {NEWEST_FIRST.format("a")} LIMIT (SELECT %(limit)s * size FROM crowd)
        ) newest
        WHERE (newest.user_id IN (SELECT id FROM people WHERE sees = 1)
               OR newest.visibility = 0 AND newest.user_id IN (SELECT id FROM people)) IS TRUE
        {NEWEST_FIRST.format("newest")} LIMIT %(limit)s
    ), short AS MATERIALIZED (
        SELECT count(*) < %(limit)s AS yes FROM recent
    ), heads AS MATERIALIZED (
        SELECT people.id, people.sees FROM people CROSS JOIN LATERAL (
            SELECT a.id, a.created_at FROM activities a
            WHERE a.user_id = people.id AND {SEEN} AND a.visibility <= people.sees {{after}}
            {NEWEST_FIRST.format("a")} LIMIT 1
        ) newest
        WHERE (SELECT yes FROM short) {NEWEST_FIRST.format("newest")} LIMIT %(limit)s
    ), done AS (
        (SELECT id, created_at FROM recent WHERE NOT (SELECT yes FROM short))
        UNION ALL
        (SELECT theirs.id, theirs.created_at FROM heads CROSS JOIN LATERAL (
            SELECT a.id, a.created_at FROM activities a
            WHERE a.user_id = heads.id AND {SEEN} AND a.visibility <= heads.sees {{after}}
            {NEWEST_FIRST.format("a")} LIMIT %(limit)s
        ) theirs
        {NEWEST_FIRST.format("theirs")} LIMIT %(limit)s)
    )"""  # noqa: S608 - constants only


@cache
def page_of_places(after: bool) -> str:
    """SQL for (created_at, is_activity, id, activity_id) of one page's rows, with parameters viewer, limit, gate.

    If `after`, also at, id and share_id: the place of the last row of the page before, in either source.
    """
    activities_after, shares_after = (AFTER, shares.AFTER) if after else ("", "")
    return f"""{PEOPLE}, crowd AS MATERIALIZED (
        SELECT count(*) AS size FROM people
    ), {ACTIVITIES.format(after=activities_after)}, {shares.SHARES.format(after=shares_after)}
    SELECT created_at, is_activity, id, activity_id FROM (
        SELECT created_at, true AS is_activity, id, id AS activity_id FROM done
        UNION ALL SELECT created_at, false, id, activity_id FROM shared
    ) page
    ORDER BY created_at DESC, is_activity DESC, id DESC LIMIT %(limit)s"""  # noqa: S608 - constants only
