"""Is it well, what may I use, and what if something is not there?"""

from __future__ import annotations

from typing import Any

import redis
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from config.kernel.api.problems import plain
from config.kernel.features import features_of
from realtime.models import OutboxEvent
from realtime.streams.connection import sync_client

OLDEST_EVENT_S = 60


def healthz(request: HttpRequest) -> HttpResponse:
    """This process lives."""
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> HttpResponse:
    """This process can serve: database, migrations and Redis are there, and events are being relayed."""
    checks = {"database": _database, "redis": _redis, "outbox": _outbox}
    faults = {name: fault for name, check in checks.items() if (fault := check())}
    return JsonResponse({"status": "unready" if faults else "ready", "faults": faults}, status=503 if faults else 200)


def _database() -> str:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "the database does not answer"
    return "migrations wait: run manage.py migrate" if waiting else ""


def _redis() -> str:
    try:
        sync_client().ping()
    except redis.RedisError:
        return "Redis does not answer"
    return ""


def _outbox() -> str:
    try:
        oldest = OutboxEvent.objects.filter(error="").order_by("id").values_list("created_at", flat=True).first()
    except DatabaseError:
        return "the database does not answer"
    age = (timezone.now() - oldest).total_seconds() if oldest else 0
    return f"events wait for {age:.0f} s: is a worker running?" if age > OLDEST_EVENT_S else ""


class FeaturesSerializer(serializers.Serializer[Any]):
    """Which features the caller has, by name."""

    features = serializers.DictField(child=serializers.BooleanField())


class FeaturesView(APIView):
    """Feature flags."""

    @extend_schema(tags=["features"], responses=FeaturesSerializer)
    def get(self, request: Request) -> Response:
        """The caller's features: on or off, by name."""
        return Response({"features": features_of(request.user)})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, as a page or a problem."""
    return _told(request, 400, "bad_request", "This request could not be understood.")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, as a page or a problem."""
    return _told(request, 403, "forbidden", "You may not do this.")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, as a page or a problem."""
    return _told(request, 404, "not_found", "Not found.")


def server_error(request: HttpRequest) -> HttpResponse:
    """500, as a page or a problem; never a trace."""
    return _told(request, 500, "server_error", "Something went wrong on our side. It has been noted.")


def _told(request: HttpRequest, status: int, code: str, detail: str) -> HttpResponse:
    if request.path.startswith("/api/"):
        return plain(status, code, detail)
    return render(request, f"errors/{status}.html", {"detail": detail}, status=status)
