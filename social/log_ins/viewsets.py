"""What can a program do with the log-ins of its person?"""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from realtime.sockets.credentials import identity_of
from social.accounts.caller import caller
from social.log_ins.models import LogIn
from social.log_ins.selectors import log_ins_of
from social.log_ins.serializers import LogInSerializer
from social.log_ins.services import end_log_in, end_other_log_ins


@extend_schema(tags=["auth"])
class LogInViewSet(viewsets.GenericViewSet[Any]):
    """The caller's log-ins, by cookie or by tokens."""

    serializer_class = LogInSerializer
    queryset = LogIn.objects.none()

    @extend_schema(operation_id="auth_sessions_list", responses=LogInSerializer(many=True))
    def list(self, request: Request) -> Response:
        """From where the caller is signed in, the last used first; the one that asks is `current`."""
        page = self.paginate_queryset(log_ins_of(caller(request)))
        context = {"session_key": identity_of(request).session_key}
        return self.get_paginated_response(LogInSerializer(page, many=True, context=context).data)

    @extend_schema(operation_id="auth_sessions_end_others", responses={204: None})
    def end_others(self, request: Request) -> Response:
        """End every log-in of the caller but the one that asks."""
        end_other_log_ins(caller(request), identity_of(request).session_key)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(operation_id="auth_sessions_end", responses={204: None})
    def destroy(self, request: Request, id: str) -> Response:
        """End one log-in: its tokens at once, its sockets and polls within seconds. The one that asks may be it."""
        end_log_in(caller(request), int(id))
        return Response(status=status.HTTP_204_NO_CONTENT)
