"""In which time zone does a person's day begin, as the database knows it?"""

from __future__ import annotations

from datetime import date
from functools import cache
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils import timezone

from social.accounts.models import User


@cache
def known_zones() -> frozenset[str]:
    """The zones that the database can count days in; read once a process."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_timezone_names")
        return frozenset(row[0] for row in cursor.fetchall())


def zone_of(person: User) -> ZoneInfo:
    """The person's zone. UTC for the few names that Python knows and PostgreSQL does not, such as "localtime"."""
    return ZoneInfo(person.time_zone if person.time_zone in known_zones() else "UTC")


def today_of(person: User) -> date:
    """The day it is now where the person lives."""
    return timezone.now().astimezone(zone_of(person)).date()
