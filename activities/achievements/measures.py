"""How much has a person done, in all and on a day? The small vocabulary in which badges and quests are written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connection

from activities.stats.zones import zone_of
from social.accounts.models import User

Measures = dict[str, int]

# Each a whole number, rounded down. `done` holds the person's activities, `at` by their own clock.
DONE = {
    "activities": "(SELECT count(*) FROM done)",
    "minutes": "(SELECT sum(duration_s) / 60 FROM done)",
    "types": "(SELECT count(DISTINCT activity_type) FROM done)",
    "distance_km": "(SELECT sum(distance_m::numeric) / 1000 FROM done)",
    "climb_m": "(SELECT sum(elevation_m::numeric) FROM done)",
    "early_starts": "(SELECT count(*) FROM done WHERE extract(hour FROM at) < 7)",
    "likes_given": "(SELECT count(*) FROM liked WHERE given)",
    "comments_written": "(SELECT count(*) FROM commented)",
}
DAY = DONE | {
    "evening_starts": "(SELECT count(*) FROM done WHERE extract(hour FROM at) >= 18)",
    "indoors": "(SELECT count(*) FROM done WHERE activity_type IN ('strength', 'yoga'))",
}
LIFE = DONE | {
    "runs": "(SELECT count(*) FROM done WHERE activity_type = 'run')",
    "rides": "(SELECT count(*) FROM done WHERE activity_type = 'ride')",
    "swims": "(SELECT count(*) FROM done WHERE activity_type = 'swim')",
    "walks": "(SELECT count(*) FROM done WHERE activity_type IN ('walk', 'hike'))",
    "hours": "(SELECT sum(duration_s) / 3600 FROM done)",
    "longest_run_km": "(SELECT max(distance_m::numeric) / 1000 FROM done WHERE activity_type = 'run')",
    "longest_run_m": "(SELECT max(distance_m::numeric) FROM done WHERE activity_type = 'run')",
    "longest_ride_km": "(SELECT max(distance_m::numeric) / 1000 FROM done WHERE activity_type = 'ride')",
    "biggest_climb_m": "(SELECT max(elevation_m::numeric) FROM done)",
    "late_starts": "(SELECT count(*) FROM done WHERE extract(hour FROM at) >= 21)",
    "longest_streak": "(SELECT max(days) FROM streaks)",
    "likes_received": "(SELECT count(*) FROM liked WHERE NOT given)",
    "challenges_finished": """(
        SELECT count(*) FROM challenge_participations taken JOIN challenges ON challenges.id = taken.challenge_id
        WHERE taken.user_id = %(person)s AND taken.left_at IS NULL AND taken.reached_at IS NOT NULL
          AND challenges.cancelled_at IS NULL)""",
    "friends": "(SELECT count(*) FROM friendships WHERE user_id = %(person)s AND status = 'accepted')",
}
ROWS = """
    WITH done AS (
        SELECT activity_type, distance_m, duration_s, elevation_m, started_at AT TIME ZONE %(zone)s AS at
        FROM activities WHERE user_id = %(person)s AND deleted_at IS NULL AND {started}
    ), liked AS (
        SELECT likes.user_id = %(person)s AS given
        FROM likes JOIN activities ON activities.id = likes.activity_id AND activities.deleted_at IS NULL
        WHERE likes.user_id <> activities.user_id AND %(person)s IN (likes.user_id, activities.user_id)
          AND {liked}
    ), commented AS (
        SELECT 1 FROM comments
        WHERE user_id = %(person)s AND deleted_at IS NULL AND hidden_at IS NULL AND {written}
    ), islands AS (
        SELECT at::date AS day, at::date - (row_number() OVER (ORDER BY at::date))::int AS island
        FROM done GROUP BY at::date
    ), streaks AS (SELECT count(*) AS days FROM islands GROUP BY island)"""

# The day by the person's clock; the bounds around it let the index be used.
ON_DAY = "{0} >= %(day)s::date - 2 AND {0} < %(day)s::date + 3 AND ({0} AT TIME ZONE %(zone)s)::date = %(day)s"


def life_of(person: User) -> Measures:
    """What the person has done in all, by the names of LIFE; one query."""
    return _measure(person, LIFE, "true")


def day_of(person: User, day: date) -> Measures:
    """What the person has done on a day of their own calendar, by the names of DAY; one query."""
    return _measure(person, DAY, ON_DAY, day=day)


def _measure(person: User, asked: Mapping[str, str], when: str, **values: Any) -> Measures:
    columns = ("started_at", "likes.created_at", "comments.created_at")
    rows = ROWS.format(**dict(zip(("started", "liked", "written"), map(when.format, columns), strict=True)))
    figures = ", ".join(f"floor(coalesce({sql}, 0))::bigint" for sql in asked.values())
    with connection.cursor() as cursor:
        cursor.execute(f"{rows} SELECT {figures}", {"person": person.pk, "zone": zone_of(person).key, **values})
        return dict(zip(asked, cursor.fetchall()[0], strict=True))
