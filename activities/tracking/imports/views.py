"""How do recorded files come in, one or many, and how does their owner get them back?"""

from __future__ import annotations

from typing import Any

from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from activities.tasks.serializers import TaskSerializer
from activities.tracking.importing import dry_run, import_activity
from activities.tracking.imports.batches import start_batch
from activities.tracking.imports.selectors import original_for
from activities.tracking.imports.serializers import BatchSerializer, DryRunSerializer, ImportQuery, ImportSerializer
from activities.tracking.selectors import activity_for
from activities.tracking.serializers import ActivityDetailSerializer
from config.kernel.api.idempotency import idempotent
from config.kernel.api.sending import AnyAccept, send_file
from config.kernel.ratelimits import PersonThrottle
from social.accounts.caller import caller


class ImportView(APIView):
    """Recorded files come in here."""

    parser_classes = [MultiPartParser]
    throttle_classes = [PersonThrottle]
    throttle_group, throttle_rate = "import", "60/h"

    @extend_schema(
        tags=["activities"],
        request=ImportSerializer,
        parameters=[ImportQuery],
        responses={201: ActivityDetailSerializer, 200: DryRunSerializer},
    )
    def post(self, request: Request) -> Response:
        """Make an activity of a recorded file, with its figures and its route; with `dry_run` only tell them."""
        asked = ImportQuery(data=request.query_params)
        asked.is_valid(raise_exception=True)
        return self._try(request) if asked.validated_data["dry_run"] else self._make(request)

    def _try(self, request: Request) -> Response:
        tried = dry_run(caller(request), **_without(_sent(request), "force", "name"))
        tried.activity.duplicate_of = tried.duplicate and tried.duplicate.pk  # type: ignore[attr-defined]
        return Response(DryRunSerializer(tried.activity).data)

    @idempotent
    def _make(self, request: Request) -> Response:
        made = import_activity(caller(request), **_sent(request))
        return Response(ActivityDetailSerializer(activity_for(caller(request), made.pk)).data, status.HTTP_201_CREATED)


class BatchImportView(APIView):
    """Many recorded files come in here."""

    parser_classes = [MultiPartParser]
    throttle_classes = [PersonThrottle]
    throttle_group, throttle_rate = "import-batch", "20/h"

    @extend_schema(
        tags=["activities"], request={"multipart/form-data": BatchSerializer}, responses={202: TaskSerializer}
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Import many files, or zips of them, in the background: see `jobs/{id}/status`, or event import_progress."""
        sent = BatchSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        task = start_batch(caller(request), sent.validated_data["files"])
        return Response(TaskSerializer(task).data, status.HTTP_202_ACCEPTED)


class OriginalView(APIView):
    """The file an activity was imported from."""

    content_negotiation_class = AnyAccept

    @extend_schema(
        tags=["activities"],
        operation_id="activities_original",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, id: str) -> HttpResponseBase:
        """The file as it came, for the owner of the activity alone."""
        original = original_for(caller(request), int(id))
        return send_file(
            request,
            original.file,
            "application/octet-stream",
            etag=f'"{original.digest}-{original.pk}"',
            download_as=original.name,
        )


def _sent(request: Request) -> dict[str, Any]:
    sent = ImportSerializer(data=request.data)
    sent.is_valid(raise_exception=True)
    return {**sent.validated_data, "name": sent.validated_data["file"].name}


def _without(fields: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name not in names}
