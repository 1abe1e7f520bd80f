"""How do a person's stored figures follow what they do? The only writer of daily stats."""

from __future__ import annotations

from django.db import connection, transaction

from activities.stats.events import Recounted
from activities.stats.xp import settle_points
from activities.stats.zones import zone_of
from realtime.events import publish
from social.accounts.models import User

RECOUNT = """
    WITH truth AS (
        SELECT (started_at AT TIME ZONE %(zone)s)::date AS date,
               count(*) AS total_activities,
               round(sum(distance_m::numeric) / 1000, 3) AS total_distance_km,
               round(sum(duration_s) / 60.0, 2) AS total_duration_minutes
        FROM activities WHERE user_id = %(person)s AND deleted_at IS NULL
        GROUP BY 1
    ), gone AS (
        DELETE FROM daily_stats WHERE user_id = %(person)s AND date NOT IN (SELECT date FROM truth)
    )
    INSERT INTO daily_stats AS kept (user_id, date, total_activities, total_distance_km, total_duration_minutes)
    SELECT %(person)s, truth.* FROM truth
    ON CONFLICT (user_id, date) DO UPDATE SET
        total_activities = excluded.total_activities,
        total_distance_km = excluded.total_distance_km,
        total_duration_minutes = excluded.total_duration_minutes
    WHERE (kept.total_activities, kept.total_distance_km, kept.total_duration_minutes)
        <> (excluded.total_activities, excluded.total_distance_km, excluded.total_duration_minutes)"""


def recount(person_id: int, *, tell: bool = True) -> None:
    """Count the person's days, points and what follows from them anew. Again changes nothing; one at a time a person.

    The whole person is counted, not single days: so a late upload, a moved start and another time zone are the same.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"figures:{person_id}"])
        person = User.objects.filter(pk=person_id).first()
        if person is None:
            return
        _recount_days(person)
        settle_points(person)
        publish(Recounted(person_id=person_id, tell=tell), to=None)


def _recount_days(person: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT, {"person": person.pk, "zone": zone_of(person).key})
