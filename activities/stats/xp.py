"""How many points does what somebody did bring? Rules as data, and the one statement that applies them."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db import connection

from activities.stats.models import XpEntry
from activities.stats.zones import zone_of
from social.accounts.models import User

BASE = 10  # for each activity
PER_MINUTE = 0.2
PER_KM = {"run": 4, "ride": 1, "swim": 15, "walk": 3, "hike": 4}  # others bring nothing for distance
ACTIVITIES_A_DAY = 200  # the most that a day's activities bring
STREAK_STEP, STREAK_MOST = 5, 50  # the second day in a row brings 5, the third 10 …
LIKE_GIVEN, LIKES_GIVEN_A_DAY = 1, 5
LIKE_RECEIVED, LIKES_RECEIVED_A_DAY = 2, 20

RULES: dict[str, Any] = {
    "base": BASE,
    "per_minute": PER_MINUTE,
    "per_km": json.dumps(PER_KM),
    "activities_a_day": ACTIVITIES_A_DAY,
    "streak_step": STREAK_STEP,
    "streak_most": STREAK_MOST,
    "given": LIKE_GIVEN,
    "given_a_day": LIKES_GIVEN_A_DAY,
    "received": LIKE_RECEIVED,
    "received_a_day": LIKES_RECEIVED_A_DAY,
}

# What the rows are worth replaces what the ledger holds: new days come, changed ones change, lost ones go.
# A streak is an island of days: a day less its number in the row of days is the same for neighbours.
SYNC = """
    WITH done AS (
        SELECT (started_at AT TIME ZONE %(zone)s)::date AS day,
               %(base)s + floor(duration_s / 60.0 * %(per_minute)s)
                   + floor(distance_m / 1000 * coalesce((%(per_km)s::jsonb ->> activity_type)::float, 0)) AS points
        FROM activities WHERE user_id = %(person)s AND deleted_at IS NULL
    ), islands AS (
        SELECT day, day - (row_number() OVER (ORDER BY day))::int AS island FROM done GROUP BY day
    ), streaks AS (
        SELECT day, row_number() OVER (PARTITION BY island ORDER BY day) AS nth FROM islands
    ), liked AS (
        SELECT (likes.created_at AT TIME ZONE %(zone)s)::date AS day, likes.user_id = %(person)s AS given
        FROM likes JOIN activities ON activities.id = likes.activity_id AND activities.deleted_at IS NULL
        WHERE likes.user_id <> activities.user_id AND %(person)s IN (likes.user_id, activities.user_id)
    ), worth (reason, day, points) AS (
        SELECT 'activity', day, least(sum(points), %(activities_a_day)s) FROM done GROUP BY day
        UNION ALL
        SELECT 'streak', day, least((nth - 1) * %(streak_step)s, %(streak_most)s) FROM streaks WHERE nth > 1
        UNION ALL
        SELECT 'like_given', day, least(count(*) * %(given)s, %(given_a_day)s) FROM liked WHERE given GROUP BY day
        UNION ALL
        SELECT 'like_received', day, least(count(*) * %(received)s, %(received_a_day)s)
        FROM liked WHERE NOT given GROUP BY day
    ), lost AS (
        DELETE FROM xp_entries held
        WHERE user_id = %(person)s AND reason IN ('activity', 'streak', 'like_given', 'like_received')
          AND NOT EXISTS (SELECT 1 FROM worth WHERE worth.reason = held.reason AND worth.day = held.day)
    )
    INSERT INTO xp_entries AS held (user_id, reason, day, points)
    SELECT %(person)s, reason, day, points FROM worth
    ON CONFLICT (user_id, reason, day) DO UPDATE SET points = excluded.points WHERE held.points <> excluded.points"""


def settle_points(person: User) -> None:
    """Make the person's ledger what activities, streaks and likes are worth now; quests see `settle_days`."""
    with connection.cursor() as cursor:
        cursor.execute(SYNC, RULES | {"person": person.pk, "zone": zone_of(person).key})


def settle_days(person: User, prefix: str, days: Collection[date], worth: Mapping[tuple[str, date], int]) -> None:
    """Make the entries of `days` whose reason begins with `prefix` those of `worth`: (reason, day) to points."""
    rows = XpEntry.objects.filter(user=person, day__in=days, reason__startswith=prefix)
    held = {(row.reason, row.day): row for row in rows}
    lost = [row.pk for key, row in held.items() if key not in worth]
    if lost:
        XpEntry.objects.filter(pk__in=lost).delete()
    new = [(key, points) for key, points in worth.items() if key not in held]
    if new:
        XpEntry.objects.bulk_create(
            [XpEntry(user=person, reason=reason, day=day, points=points) for (reason, day), points in new],
            ignore_conflicts=True,
        )
