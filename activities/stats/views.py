"""What can a program ask about figures?"""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from activities.stats.selectors import Figures
from activities.stats.serializers import AskedSerializer, StatsSerializer, spans
from social.accounts.caller import caller
from social.accounts.selectors import person_for


class StatsView(APIView):
    """Totals, streaks, weeks, months and days."""

    @extend_schema(tags=["stats"], operation_id="stats", parameters=[AskedSerializer], responses=StatsSerializer)
    def get(self, request: Request) -> Response:
        """The figures of the caller, or of `user` as far as the caller may see their activities."""
        asked = AskedSerializer(data=request.query_params.dict())  # so that an empty text is no number
        asked.is_valid(raise_exception=True)
        viewer = caller(request)
        person = person_for(viewer, asked.validated_data.get("user", viewer.pk))
        figures = Figures(person, viewer)
        weeks, months = spans(asked.validated_data, figures.today)
        totals, by_type = figures.totals()
        answer = {
            "user_id": person.pk,
            "time_zone": figures.zone.key if person == viewer else None,
            "totals": totals,
            "by_type": by_type,
            "streak": figures.streak(),
            "by_week": figures.weeks(weeks),
            "by_month": figures.months(months),
            "days": figures.days(),
            "progress": figures.progress()._asdict() if person == viewer else None,
        }
        return Response(StatsSerializer(answer).data)
