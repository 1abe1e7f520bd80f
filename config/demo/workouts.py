"""What did the demo's people do in the last weeks, and what has one of them done just now?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from config.demo.paces import splits
from config.demo.resident import Resident
from config.demo.routes import loop_of
from config.demo.sessions import EASY_PACE, EVENING, KCAL_AN_HOUR, SESSIONS, Session

DAYS = 40
SATURDAY = 5
Fields = dict[str, Any]


def history(resident: Resident, now: datetime, rng: Random) -> Iterator[Fields]:
    """The fields of their activities of the last DAYS days, newest first, `created_at` among them; all before `now`."""
    zone, told = ZoneInfo(resident.time_zone), {""}
    for days_ago in range(DAYS):
        day = now.astimezone(zone).date() - timedelta(days=days_ago)
        if rng.random() >= sum(resident.habits.values()) / 7:
            continue
        kind = some(resident.habits, rng)
        start = datetime.combine(day, starting_time(resident, kind, day.weekday(), rng), zone)
        fields = started(measured(resident, kind, day.weekday() >= SATURDAY, rng), resident, start)
        shared = start + timedelta(seconds=fields["duration_s"], minutes=rng.uniform(1, 25))
        if fields["description"] in told:  # nobody says the same thing twice
            fields["description"] = ""
        if shared <= now:
            told.add(fields["description"])
            yield fields | {"created_at": shared}


def just_done(resident: Resident, now: datetime, rng: Random) -> Fields:
    """The fields of an activity that ended a moment ago."""
    here = now.astimezone(ZoneInfo(resident.time_zone))
    fields = measured(resident, some(resident.habits, rng), here.weekday() >= SATURDAY, rng)
    return started(fields, resident, here - timedelta(seconds=fields["duration_s"] + rng.randint(60, 240)))


def starting_time(resident: Resident, kind: str, weekday: int, rng: Random) -> time:
    """Around their hour; early birds later at the weekend; weights in the evening."""
    hour = 18 if kind in EVENING else resident.hour
    late = rng.randint(1, 3) if weekday >= SATURDAY and hour < 12 else 0
    return time(hour + late, rng.randrange(60), rng.randrange(60))


def measured(resident: Resident, kind: str, weekend: bool, rng: Random) -> Fields:
    """One session of that kind as their watch has it, without the time at which it was; `title` still a pattern."""
    session = rng.choice([one for one in SESSIONS[kind] if weekend or not one.weekend])
    loop = loop_of(resident.username, kind, session.title) if session.shape else None
    distance_m = length(session, loop.length_m if loop else 0, rng)
    moving_s = moving(resident, kind, session, distance_m, rng)
    return {
        "activity_type": kind,
        "title": session.title,
        "description": rng.choice(session.notes) if session.notes and rng.random() < 0.45 else "",
        "duration_s": moving_s + (rng.randint(20, 400) if loop else 0),
        "moving_s": moving_s,
        "splits": splits(distance_m, moving_s, rng) if loop else None,
        "distance_m": distance_m,
        "elevation_m": climbed(resident, session, distance_m, rng) if loop else None,
        "average_heart_rate": session.heart + rng.randint(-6, 6) if rng.random() < 0.75 else None,
        "calories": round(KCAL_AN_HOUR[kind] * moving_s / 3600 * rng.uniform(0.92, 1.08)),
        "visibility": some(resident.sharing, rng),
        "route": loop.route if loop else "",
        "route_preview": loop.preview if loop else "",
    }


def started(fields: Fields, resident: Resident, start: datetime) -> Fields:
    """The fields with their time, and the title that suits it. `start` is local."""
    part = "Morning" if start.hour < 11 else "Lunch" if start.hour < 14 else "Afternoon"
    part = "Evening" if start.hour >= 17 else part
    places = resident.places
    title = fields["title"].format(part=part, water=places.water, park=places.park, hill=places.hill)
    return fields | {"title": title, "started_at": start.replace(microsecond=0)}


def length(session: Session, loop_m: float, rng: Random) -> float:
    """Metres; a loop is never measured the same twice, and a pool is swum in lengths of 25."""
    if loop_m:
        return round(loop_m * rng.uniform(0.988, 1.012), 1)
    return 25.0 * round(40 * rng.uniform(*session.km))


def moving(resident: Resident, kind: str, session: Session, distance_m: float, rng: Random) -> int:
    """Seconds of moving."""
    if not distance_m:
        return 60 * rng.randint(*session.minutes)
    pace = resident.pace * EASY_PACE[kind] * session.effort * rng.uniform(0.96, 1.04)
    return round(distance_m / 1000 * pace)


def climbed(resident: Resident, session: Session, distance_m: float, rng: Random) -> float:
    """Metres up: few along the water, many on a hill."""
    steepness = {"water": 0.4, "park": 0.7, "streets": 1.0, "hill": 2.2}[session.shape]
    return float(round(distance_m / 1000 * resident.climb * steepness * rng.uniform(0.9, 1.1)))


def some(weights: dict[Any, Any], rng: Random) -> Any:
    """One of the keys, the more often the heavier it weighs."""
    return rng.choices(list(weights), list(weights.values()))[0]
