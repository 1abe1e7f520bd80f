"""Which shares belong on a page of a person's feed, newest first?

The shape of the feed's own query, over shares: with many people a window over everybody's newest shares first, else
the newest share of each person picks the people. A window that holds all the shares there are is never too short. Of
the shares read, those count whose activity the viewer may see; one's own activities and muted owners' are left out.
"""

from __future__ import annotations

from activities.feed.ties import NEWEST_FIRST

AFTER = "AND (s.created_at, s.id) < (%(at)s, %(share_id)s)"

# `people` are tied to the viewer and neither blocked, muted nor suspended; `hidden` are those who are.
SEEN = """
    s.hidden_at IS NULL AND a.deleted_at IS NULL AND a.user_id <> %(viewer)s
    AND a.user_id NOT IN (SELECT id FROM hidden)
    AND (a.visibility <= 1 AND a.user_id IN (SELECT id FROM people WHERE sees = 1)
         OR a.visibility = 0 AND (a.user_id IN (SELECT id FROM people)
                                  OR NOT (SELECT u.is_private FROM users u WHERE u.id = a.user_id)))"""

SHARES = f"""
    newest_shares AS MATERIALIZED (
        SELECT s.id, s.created_at, s.user_id, s.activity_id, s.hidden_at FROM shares s
        WHERE s.hidden_at IS NULL {{after}} AND (SELECT size FROM crowd) >= %(gate)s
        {NEWEST_FIRST.format("s")} LIMIT (SELECT %(limit)s * size FROM crowd)
    ), recent_shares AS MATERIALIZED (
        SELECT s.id, s.created_at, s.activity_id FROM newest_shares s JOIN activities a ON a.id = s.activity_id
        WHERE s.user_id IN (SELECT id FROM people) AND {SEEN}
        {NEWEST_FIRST.format("s")} LIMIT %(limit)s
    ), few_shares AS MATERIALIZED (
        SELECT (SELECT size FROM crowd) < %(gate)s
            OR (SELECT count(*) FROM recent_shares) < %(limit)s
               AND (SELECT count(*) FROM newest_shares) = (SELECT %(limit)s * size FROM crowd) AS yes
    ), share_heads AS MATERIALIZED (
        SELECT people.id FROM people CROSS JOIN LATERAL (
            SELECT s.id, s.created_at FROM shares s JOIN activities a ON a.id = s.activity_id
            WHERE s.user_id = people.id AND {SEEN} {{after}}
            {NEWEST_FIRST.format("s")} LIMIT 1
        ) newest
        WHERE (SELECT yes FROM few_shares) {NEWEST_FIRST.format("newest")} LIMIT %(limit)s
    ), shared AS (
        (SELECT id, created_at, activity_id FROM recent_shares WHERE NOT (SELECT yes FROM few_shares))
        UNION ALL
        (SELECT theirs.id, theirs.created_at, theirs.activity_id FROM share_heads CROSS JOIN LATERAL (
            SELECT s.id, s.created_at, s.activity_id FROM shares s JOIN activities a ON a.id = s.activity_id
            WHERE s.user_id = share_heads.id AND {SEEN} {{after}}
            {NEWEST_FIRST.format("s")} LIMIT %(limit)s
        ) theirs
        {NEWEST_FIRST.format("theirs")} LIMIT %(limit)s)
    )"""  # noqa: S608 - constants only
