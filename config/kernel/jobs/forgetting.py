"""What do the queue and the schedule forget of a person who has left?"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from config.kernel.jobs.records import DoneFor, JobFault

ABOUT = """
    DELETE FROM procrastinate_jobs WHERE status <> 'doing' AND (
        args @> jsonb_build_object('person_id', %s::bigint)
        OR EXISTS (SELECT FROM unnest(%s::text[]) AS address WHERE strpos(args::text, to_jsonb(address)::text) > 0)
    ) RETURNING id"""


def forget_person(person_id: int, addresses: Iterable[str]) -> None:
    """Delete jobs of the person, and letters to their addresses, waiting or dead; and what they were given when.

    Part of the surrounding transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute(ABOUT, [person_id, sorted(addresses)])
        gone = [row[0] for row in cursor.fetchall()]
    JobFault.objects.filter(job_id__in=gone).delete()
    DoneFor.objects.filter(person_id=person_id).delete()
