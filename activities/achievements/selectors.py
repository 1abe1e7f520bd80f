"""Which badges has somebody, how near are the others, and how far are today's quests?"""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from activities.achievements.badges import BADGES, BY_KEY, Badge
from activities.achievements.measures import day_of, life_of
from activities.achievements.models import Achievement
from activities.achievements.quests import Quest, quests_of
from activities.stats.zones import today_of
from social.accounts.models import User
from social.accounts.selectors import sees_whole
from social.friendships.selectors import relation


class Standing(NamedTuple):
    """A badge, how far the person is (at most the goal; None of others), and since when it is theirs."""

    badge: Badge
    progress: int | None
    unlocked_at: datetime | None


class Step(NamedTuple):
    """A quest of a day, and how far the person is, at most its goal."""

    quest: Quest
    day: date
    progress: int


def achievements_of(person: User) -> list[Standing]:
    """Every badge as it stands for the person, in the order of the table; two queries."""
    held, measures = _held(person), life_of(person)
    return [
        Standing(
            badge, badge.goal if badge.key in held else min(measures[badge.measure], badge.goal), held.get(badge.key)
        )
        for badge in BADGES
    ]


def achievements_shown(person: User, viewer: User) -> list[Standing]:
    """The unlocked ones, in the order of the table; none where a private account shows the viewer little."""
    if not sees_whole(viewer, person, relation(viewer, person.pk)):
        return []
    held = _held(person)
    return [Standing(badge, None, held[badge.key]) for badge in BADGES if badge.key in held]


def quests_today(person: User) -> list[Step]:
    """The person's quests of today, as their own calendar has it; one query."""
    return steps_of(person, today_of(person))


def steps_of(person: User, day: date) -> list[Step]:
    """The person's quests of a day, with how far they are; one query."""
    measures = day_of(person, day)
    return [Step(quest, day, min(measures[quest.measure], quest.goal)) for quest in quests_of(person, day)]


def _held(person: User) -> dict[str, datetime]:
    rows = Achievement.objects.filter(user=person, key__in=BY_KEY).values_list("key", "unlocked_at")
    return dict(rows)
