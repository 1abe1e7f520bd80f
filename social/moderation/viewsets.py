"""What can a program ask about reports, and about decisions on its person?"""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from social.accounts.caller import caller
from social.moderation import selectors
from social.moderation.answering import answer_decision
from social.moderation.models import Decision, Report
from social.moderation.reporting import report
from social.moderation.serializers import AnswerSerializer, DecisionSerializer, NewReportSerializer, ReportSerializer

GONE = OpenApiResponse(description="Problem `not_found`: there is no such thing, or the caller may not see it.")


@extend_schema(tags=["moderation"])
class ReportViewSet(viewsets.GenericViewSet[Any]):
    """What the caller reports."""

    serializer_class = ReportSerializer
    queryset = Report.objects.none()

    @extend_schema(responses=ReportSerializer(many=True))
    def list(self, request: Request) -> Response:
        """What the caller has reported, newest first, with what came of it."""
        page = self.paginate_queryset(selectors.reports_of(caller(request)))
        return self.get_paginated_response(ReportSerializer(page, many=True).data)

    @extend_schema(request=NewReportSerializer, responses={200: ReportSerializer, 201: ReportSerializer, 404: GONE})
    def create(self, request: Request) -> Response:
        """Report a thing to the moderators; while a report of it is open, again answers that one, with 200."""
        asked = NewReportSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        given = asked.validated_data
        told, is_new = report(
            caller(request), given["kind"], given["id"], given["reason"], given["note"], block=given["block"]
        )
        return Response(ReportSerializer(told).data, status=201 if is_new else 200)


@extend_schema(tags=["moderation"])
class DecisionViewSet(viewsets.GenericViewSet[Any]):
    """What moderators decided about the caller."""

    serializer_class = DecisionSerializer
    queryset = Decision.objects.none()

    @extend_schema(responses=DecisionSerializer(many=True))
    def list(self, request: Request) -> Response:
        """The decisions about the caller, newest first."""
        page = self.paginate_queryset(selectors.decisions_about(caller(request)))
        return self.get_paginated_response(DecisionSerializer(page, many=True).data)

    @extend_schema(request=AnswerSerializer, responses={200: DecisionSerializer, 404: GONE})
    def answer(self, request: Request, id: str) -> Response:
        """Answer a decision, once; the moderators read it. A second, other answer is a 409."""
        given = AnswerSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        decision = answer_decision(caller(request), int(id), given.validated_data["text"])
        return Response(DecisionSerializer(decision).data)
