"""How are badges and quests told in JSON?"""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from activities.achievements.badges import TIERS
from activities.achievements.selectors import Standing, Step


class AchievementSerializer(serializers.Serializer[Standing]):
    """A badge, and how it stands."""

    key = serializers.CharField(source="badge.key")
    name = serializers.CharField(source="badge.name")
    description = serializers.CharField(source="badge.description")
    icon = serializers.CharField(source="badge.icon")
    tier = serializers.ChoiceField(source="badge.tier", choices=TIERS)
    goal = serializers.IntegerField(source="badge.goal")
    progress = serializers.IntegerField(allow_null=True, help_text="At most the goal. Null for others' badges.")
    unlocked_at = serializers.DateTimeField(allow_null=True, help_text="Null until it is unlocked; it stays so then.")


class QuestSerializer(serializers.Serializer[Step]):
    """A quest of a day, and how far it is."""

    key = serializers.CharField(source="quest.key")
    name = serializers.CharField(source="quest.name")
    description = serializers.CharField(source="quest.description")
    icon = serializers.CharField(source="quest.icon")
    date = serializers.DateField(source="day")
    goal = serializers.IntegerField(source="quest.goal")
    progress = serializers.IntegerField(help_text="At most the goal.")
    points = serializers.IntegerField(source="quest.points", help_text="What it brings, once.")
    completed = serializers.SerializerMethodField()

    def get_completed(self, step: Step) -> bool:
        """Whether the goal is reached."""
        return step.progress >= step.quest.goal


def json_of(standing: Standing) -> dict[str, Any]:
    """A badge as live events carry it: what the API answers."""
    return dict(AchievementSerializer(standing).data)
