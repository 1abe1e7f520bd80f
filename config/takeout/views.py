"""How does a program ask for everything about its person?"""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from activities.tasks.serializers import TaskSerializer
from config.kernel.api.idempotency import idempotent
from config.takeout.services import start_takeout
from social.accounts.caller import caller


class TakeoutView(APIView):
    """Everything about the caller, as one archive. No switch takes it away."""

    @extend_schema(tags=["users"], operation_id="users_me_takeout", request=None, responses={202: TaskSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        """Have it put together: see `jobs/{id}/status`, or event export_progress; then `jobs/{id}/download`."""
        return Response(TaskSerializer(start_takeout(caller(request))).data, status.HTTP_202_ACCEPTED)
