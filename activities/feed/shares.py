"""Which shares belong on a page of a person's feed, newest first?

The shape of the feed's own query, over shares: with many people a window over everybody's newest shares first, else
the newest share of each person picks the people. A window that holds all the shares there are is never too short. Of
the shares read, those count whose activity the viewer may see; one's own activities and muted owners' are left out.
"""

from __future__ import annotations

from activities.feed.query import NEWEST_FIRST, PEOPLE

AFTER = "AND (s.created_at, s.id) < (%(at)s, %(id)s)"

# `people` are tied to the viewer and neither blocked, muted nor suspended; `hidden` are those who are.
SEEN = """
    s.hidden_at IS NULL AND a.deleted_at IS NULL AND a.user_id <> %(viewer)s
    AND a.user_id NOT IN (SELECT id FROM hidden)
    AND (a.visibility <= 1 AND a.user_id IN (SELECT id FROM people WHERE sees = 1)
         OR a.visibility = 0 AND (a.user_id IN (SELECT id FROM people)
                                  OR NOT (SELECT u.is_private FROM users u WHERE u.id = a.user_id)))"""


def page_of_share_ids(after: bool) -> str:
    """SQL for the ids of one page of shares; the parameters are those of the feed's own query."""
    cursor = AFTER if after else ""

    def newest_of(people: str, limit: str) -> str:
        return f"""
        CROSS JOIN LATERAL (
            SELECT s.id, s.created_at FROM shares s JOIN activities a ON a.id = s.activity_id
            WHERE s.user_id = {people}.id AND {SEEN} {cursor}
            {NEWEST_FIRST.format("s")} LIMIT {limit}
        ) theirs"""  # noqa: S608 - constants only

    return f"""{PEOPLE}, crowd AS MATERIALIZED (
        SELECT count(*) AS size FROM people
    ), newest AS MATERIALIZED (
        SELECT s.id, s.created_at, s.user_id, s.activity_id, s.hidden_at FROM shares s
        WHERE s.hidden_at IS NULL {cursor} AND (SELECT size FROM crowd) >= %(gate)s
        {NEWEST_FIRST.format("s")} LIMIT (SELECT %(limit)s * size FROM crowd)
    ), recent AS MATERIALIZED (
        SELECT s.id, s.created_at FROM newest s JOIN activities a ON a.id = s.activity_id
        WHERE s.user_id IN (SELECT id FROM people) AND {SEEN}
        {NEWEST_FIRST.format("s")} LIMIT %(limit)s
    ), short AS MATERIALIZED (
        SELECT (SELECT size FROM crowd) < %(gate)s
            OR (SELECT count(*) FROM recent) < %(limit)s
               AND (SELECT count(*) FROM newest) = (SELECT %(limit)s * size FROM crowd) AS yes
    ), heads AS MATERIALIZED (
        SELECT people.id FROM people {newest_of("people", "1")}
        WHERE (SELECT yes FROM short) {NEWEST_FIRST.format("theirs")} LIMIT %(limit)s
    )
    (SELECT id FROM recent WHERE NOT (SELECT yes FROM short))
    UNION ALL
    (SELECT id FROM (
        SELECT theirs.id, theirs.created_at FROM heads {newest_of("heads", "%(limit)s")}
        {NEWEST_FIRST.format("theirs")} LIMIT %(limit)s) page)"""  # noqa: S608 - constants only
