"""Which challenges are under way in the demo, and which badges do its people have?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from activities.achievements.models import Achievement
from activities.challenges import jobs
from activities.challenges.counting import of_person
from activities.challenges.counting import recount as count_progress
from activities.challenges.leaderboard import rerank
from activities.challenges.models import Challenge, Circle, Invitation, Metric, Participation
from activities.stats.services import recount
from social.accounts.models import User


class Contest(NamedTuple):
    """A challenge: who made it, what it is, from which day to which (counted from today), and who takes part."""

    creator: str
    title: str
    description: str
    metric: Metric
    goal: int
    days: tuple[int, int]
    circle: Circle
    people: tuple[str, ...]
    invited: tuple[str, ...] = ()
    types: tuple[str, ...] = ()


CONTESTS = (
    Contest(
        creator="bob",
        title="Two hundred before the snow",
        description="Run it, ride it, walk it. Whoever is last brings the cake.",
        metric=Metric.DISTANCE,
        goal=200_000,
        days=(-12, 16),
        circle=Circle.FRIENDS,
        people=("alice", "bob", "aiko", "ingrid", "kwame", "tomasz"),
    ),
    Contest(
        creator="leilani",
        title="Twelve times this month",
        description="It does not matter what, or how long. Just go.",
        metric=Metric.COUNT,
        goal=12,
        days=(-20, 10),
        circle=Circle.PUBLIC,
        people=("leilani", "mateo", "marcus", "priya", "fatima", "ingrid", "alice"),
    ),
    Contest(
        creator="ingrid",
        title="Up, up, up",
        description="Climb on foot or on wheels.",
        metric=Metric.ELEVATION,
        goal=3_000,
        days=(3, 31),
        circle=Circle.INVITED,
        people=("ingrid", "niamh"),
        invited=("alice", "bob"),
        types=("run", "ride", "hike"),
    ),
    Contest(
        creator="aiko",
        title="Ten hours outside",
        description="",
        metric=Metric.TIME,
        goal=36_000,
        days=(-30, 0),
        circle=Circle.FRIENDS,
        people=("aiko", "alice", "bob", "priya"),
        types=("run", "ride", "walk", "hike"),
    ),
)


def contests(people: dict[str, User], now: datetime) -> list[Invitation]:
    """Stores the challenges, with everybody's progress as their activities have it; the invitations they sent."""
    made = [(one, _challenge(one, people, now)) for one in CONTESTS]
    for person in people.values():
        with of_person(person.pk):
            count_progress(person.pk)
    for _, challenge in made:
        rerank(challenge.pk)
    invited = [Invitation(challenge=row, person=people[name]) for one, row in made for name in one.invited]
    return list(Invitation.objects.bulk_create(invited))


def badges(people: Iterable[User], now: datetime, rng: Random) -> None:
    """Counts everybody's figures, which earns them points and badges; nobody is told of what is long ago."""
    for person in people:
        recount(person.pk, tell=False)
    rows = list(Achievement.objects.filter(user__in=people))
    for row in rows:
        row.unlocked_at = now - timedelta(days=rng.uniform(1, 30))
    Achievement.objects.bulk_update(rows, ["unlocked_at"])


def _challenge(contest: Contest, people: dict[str, User], now: datetime) -> Challenge:
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    first, last = (today + timedelta(days=day) for day in contest.days)
    challenge = Challenge.objects.create(
        creator=people[contest.creator],
        title=contest.title,
        description=contest.description,
        metric=contest.metric,
        goal=contest.goal,
        activity_types=list(contest.types),
        starts_at=first,
        ends_at=last,
        visibility=contest.circle,
    )
    joined = min(first, now) - timedelta(hours=5)
    Participation.objects.bulk_create(
        Participation(challenge=challenge, user=people[name], joined_at=joined) for name in contest.people
    )
    jobs.close.enqueue_at(challenge.closes_at, challenge_id=challenge.pk)
    return challenge
