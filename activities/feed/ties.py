"""Whose activities does a person see in the feed, and how far? The part of the feed's statement that says so."""

from __future__ import annotations

NEWEST_FIRST = "ORDER BY {0}.created_at DESC, {0}.id DESC"

# `sees` is 1 for friends, whose activities for friends are seen too, and 0 for others who are followed.
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
