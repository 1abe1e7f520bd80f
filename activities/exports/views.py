"""What can a program take away of its person's activities, and how is it handed out?"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from activities.exports.handing import begin, table_file
from activities.exports.links import file_by_ticket, file_of, link_to
from activities.exports.serializers import AskedSerializer, TableSerializer, asked_of
from activities.exports.services import start_pdf
from activities.tasks.serializers import TaskSerializer
from config.kernel.api.asynchronous import AsyncAPIView
from config.kernel.api.idempotency import idempotent
from config.kernel.api.sending import AnyAccept, stream_file
from config.kernel.concurrency import db_call
from config.kernel.features import needs
from config.kernel.ratelimits import spend
from realtime.sockets.credentials import KEPT
from social.accounts.caller import caller

DOCUMENTS_AN_HOUR = "5/h"
BUSY = OpenApiResponse(description="Problem `busy` or `rate_limited`: one at a time, ten a day.")
GONE = OpenApiResponse(description="Problem `not_found`: not one's own, not there yet, expired or deleted.")


class TableView(AsyncAPIView):
    """One's own activities as a table."""

    permission_classes = [IsAuthenticated, needs("exports")]
    content_negotiation_class = AnyAccept
    http_method_names = ["get", "options"]  # a HEAD would begin what nobody reads

    @extend_schema(
        tags=["exports"],
        operation_id="activities_export_csv",
        parameters=[TableSerializer],
        responses={
            (200, "text/csv"): OpenApiTypes.BINARY,
            429: BUSY,
        },
    )
    async def get(self, request: Request) -> HttpResponseBase:
        """One's own activities as CSV, newest first, private ones too; sent as it is read, however many they are."""
        asked = TableSerializer(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        person = caller(request)
        return table_file(person, asked.validated_data, await db_call(begin)(person))


class DocumentView(APIView):
    """One's own activities as a document."""

    permission_classes = [IsAuthenticated, needs("exports")]

    @extend_schema(tags=["exports"], request=AskedSerializer, responses={202: TaskSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        """Have a PDF made: see `jobs/{id}/status`, or event export_progress; then `jobs/{id}/download`."""
        asked = AskedSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        person, given = caller(request), asked.validated_data
        spend("export_pdf", person.pk, DOCUMENTS_AN_HOUR)
        task = start_pdf(person, asked_of(given), given.get("units", person.units))
        return Response(TaskSerializer(task).data, status.HTTP_202_ACCEPTED)


class DownloadView(APIView):
    """What a job has made."""

    content_negotiation_class = AnyAccept

    @extend_schema(
        tags=["jobs"],
        operation_id="jobs_download",
        responses={302: OpenApiResponse(description="To an address that holds for five minutes."), 404: GONE},
    )
    def get(self, request: Request, id: str) -> HttpResponseBase:
        """Where the file of one's own job is: a redirect to a signed address, which needs no log-in and soon ends."""
        return HttpResponseRedirect(link_to(file_of(caller(request), UUID(id))))


class FileView(APIView):
    """The file itself, for who has been given its address."""

    authentication_classes: Any = ()
    permission_classes = [AllowAny]
    content_negotiation_class = AnyAccept

    @extend_schema(
        tags=["jobs"],
        operation_id="jobs_file",
        parameters=[OpenApiParameter("ticket", str, required=True, description="As `jobs/{id}/download` gave it.")],
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY, 404: GONE},
    )
    def get(self, request: Request, id: str) -> HttpResponseBase:
        """The file that the ticket is for, while the ticket holds."""
        file = file_by_ticket(UUID(id), _ticket(request))
        return stream_file(file.file, file.content_type, download_as=file.name)


def _ticket(request: Request) -> str:
    """From where the server has put it, so that no log line holds it."""
    scrubbed = getattr(request._request, "scope", {}).get(KEPT, {})
    return str(scrubbed.get("ticket") or request.query_params.get("ticket", ""))
