"""What can a program ask about a task of its person?"""

from __future__ import annotations

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from activities.tasks.selectors import task_for
from activities.tasks.serializers import TaskSerializer
from social.accounts.caller import caller


class TaskView(APIView):
    """One task of the caller."""

    @extend_schema(tags=["jobs"], operation_id="jobs_status", responses=TaskSerializer)
    def get(self, request: Request, id: str) -> Response:
        """How far a job of the caller's is: an import of many files, an export."""
        return Response(TaskSerializer(task_for(caller(request), UUID(id))).data)
