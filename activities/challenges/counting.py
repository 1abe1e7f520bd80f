"""How far is a person in each challenge? Counted from the activities, never added up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from activities.challenges.models import LATE

# An activity counts whoever may see it: only its sum is shown. FOR SHARE keeps the challenge as it is until we commit,
# so that none becomes final while we count. Numeric sums are exact, whatever the order of the rows.
RECOUNT = """
    WITH mine AS MATERIALIZED (
        SELECT p.id, p.value, p.reached_at, c.title, c.metric, c.goal, c.activity_types, c.starts_at, c.ends_at
        FROM challenge_participations p JOIN challenges c ON c.id = p.challenge_id
        WHERE p.user_id = %(person)s AND p.left_at IS NULL
          AND c.cancelled_at IS NULL AND c.closed_at IS NULL AND c.ends_at > %(closing)s
        ORDER BY c.id FOR SHARE OF c
    ), counted AS (
        SELECT mine.id, a.id AS activity_id, a.started_at,
            a.started_at + a.duration_s * interval '1 second' AS ended_at,
            round(sum(CASE mine.metric
                WHEN 'distance' THEN a.distance_m::numeric
                WHEN 'time' THEN a.duration_s::numeric
                WHEN 'elevation' THEN coalesce(a.elevation_m, 0)::numeric
                ELSE 1 END) OVER (PARTITION BY mine.id ORDER BY a.started_at, a.id)) AS total
        FROM mine JOIN activities a ON a.user_id = %(person)s AND a.deleted_at IS NULL
            AND a.started_at >= mine.starts_at AND a.started_at < mine.ends_at
            AND (mine.activity_types = '{}' OR a.activity_type = ANY(mine.activity_types))
    ), sums AS (
        SELECT mine.id, coalesce(max(total), 0)::bigint AS value,
            (array_agg(ended_at ORDER BY started_at, activity_id) FILTER (WHERE total >= mine.goal))[1] AS reached_at
        FROM mine LEFT JOIN counted ON counted.id = mine.id GROUP BY mine.id
    )
    UPDATE challenge_participations p SET value = sums.value, reached_at = sums.reached_at
    FROM sums, mine WHERE p.id = sums.id AND mine.id = p.id
      AND (mine.value, mine.reached_at) IS DISTINCT FROM (sums.value, sums.reached_at)
    RETURNING p.challenge_id, mine.title, mine.reached_at IS NULL AND sums.reached_at IS NOT NULL"""


class Progress(NamedTuple):
    """A challenge in which the person's value has changed, and whether that reached its goal."""

    challenge_id: int
    title: str
    reached: bool


@contextmanager
def of_person(person_id: int) -> Iterator[None]:
    """A transaction in which nobody else counts, joins or leaves for this person."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"challenges:{person_id}"])
        yield


def recount(person_id: int) -> list[Progress]:
    """Count the person's open challenges anew, in one statement; those that changed. Call it inside `of_person`."""
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT, {"person": person_id, "closing": timezone.now() - LATE})
        return [Progress(*row) for row in cursor.fetchall()]
