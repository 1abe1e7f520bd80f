"""What can a program ask about badges and quests?"""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from activities.achievements.models import Achievement
from activities.achievements.selectors import achievements_of, achievements_shown, quests_today
from activities.achievements.serializers import AchievementSerializer, QuestSerializer
from social.accounts.caller import caller
from social.accounts.selectors import person_for


class _Table(GenericAPIView[Any]):
    """Rows that are made from a table in the code; paged like any list."""

    queryset = Achievement.objects.none()

    def page_of(self, rows: list[Any]) -> Response:
        return self.get_paginated_response(self.get_serializer(self.paginate_queryset(rows), many=True).data)  # type: ignore[arg-type]


class AchievementsView(_Table):
    """The caller's badges."""

    serializer_class = AchievementSerializer

    @extend_schema(tags=["achievements"], operation_id="achievements_list", responses=AchievementSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Every badge, with how far the caller is."""
        return self.page_of(achievements_of(caller(request)))


class PersonAchievementsView(_Table):
    """A person's badges."""

    serializer_class = AchievementSerializer

    @extend_schema(
        tags=["achievements"], operation_id="person_achievements_list", responses=AchievementSerializer(many=True)
    )
    def get(self, request: Request, id: str) -> Response:
        """The badges that a person has unlocked; none where a private account shows strangers little."""
        person = person_for(caller(request), int(id))
        return self.page_of(achievements_shown(person, caller(request)))


class QuestsView(_Table):
    """Quests."""

    serializer_class = QuestSerializer

    @extend_schema(tags=["achievements"], operation_id="quests_list", responses=QuestSerializer(many=True))
    def get(self, request: Request) -> Response:
        """The caller's three quests of today."""
        return self.page_of(quests_today(caller(request)))
