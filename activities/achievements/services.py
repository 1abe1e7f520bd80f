"""How is a badge unlocked, and a quest rewarded? By looking at what the person has done, as often as one likes."""

from __future__ import annotations

from datetime import timedelta

from activities.achievements.badges import BADGES, Badge
from activities.achievements.events import AchievementUnlocked
from activities.achievements.measures import life_of
from activities.achievements.models import Achievement
from activities.achievements.quests import REASON
from activities.achievements.selectors import Standing, steps_of
from activities.achievements.serializers import json_of
from activities.stats.xp import settle_days
from activities.stats.zones import today_of
from realtime.events import People, publish
from social.accounts.models import User


def review(person: User, *, tell: bool = True) -> list[str]:
    """In the caller's transaction: unlock what the person has earned and reward quests; returns the new badges' keys.

    Again changes nothing. With `tell` the person is told of each new badge.
    """
    held = set(Achievement.objects.filter(user=person).values_list("key", flat=True))
    measures = life_of(person)
    earned = [badge for badge in BADGES if badge.key not in held and measures[badge.measure] >= badge.goal]
    _reward_quests(person)
    return [badge.key for badge in earned if _unlock(person, badge, tell)]


def _unlock(person: User, badge: Badge, tell: bool) -> bool:
    row, is_new = Achievement.objects.get_or_create(user=person, key=badge.key)
    if is_new and tell:
        told = json_of(Standing(badge, badge.goal, row.unlocked_at))
        publish(AchievementUnlocked(to_id=person.pk, achievement=told), to=People.of(person.pk))
    return is_new


def _reward_quests(person: User) -> None:
    """Today's and yesterday's: what is undone later than that keeps its reward."""
    today = today_of(person)
    days = [today - timedelta(days=1), today]
    steps = [step for day in days for step in steps_of(person, day) if step.progress >= step.quest.goal]
    settle_days(person, REASON, days, {(REASON + step.quest.key, step.day): step.quest.points for step in steps})
