"""What can a program ask about blocks and mutes?"""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from social.accounts.caller import caller
from social.accounts.models import User
from social.accounts.serializers import PersonSerializer
from social.safety import selectors, services


@extend_schema(tags=["people"])
class SafetyViewSet(viewsets.GenericViewSet[Any]):
    """Whom the caller keeps away or out of sight. `id` is the other person's."""

    serializer_class = PersonSerializer
    queryset = User.objects.none()

    @extend_schema(request=None, responses={204: None})
    def block(self, request: Request, id: str) -> Response:
        """Block a person: friendship and follows end, and neither finds the other anywhere."""
        services.block_person(caller(request), int(id))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=None, responses={204: None})
    def unblock(self, request: Request, id: str) -> Response:
        """Let a person be found again, and find the caller."""
        services.unblock_person(caller(request), int(id))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=None, responses={204: None})
    def mute(self, request: Request, id: str) -> Response:
        """Be shown nothing of what a person does; they cannot tell."""
        services.mute_person(caller(request), int(id))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=None, responses={204: None})
    def unmute(self, request: Request, id: str) -> Response:
        """Be shown what they do again."""
        services.unmute_person(caller(request), int(id))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(responses=PersonSerializer(many=True))
    def blocked(self, request: Request) -> Response:
        """Whom the caller has blocked."""
        page = self.paginate_queryset(selectors.blocked_by(caller(request)))
        return self.get_paginated_response(PersonSerializer(page, many=True).data)

    @extend_schema(responses=PersonSerializer(many=True))
    def muted(self, request: Request) -> Response:
        """Whom the caller has muted."""
        page = self.paginate_queryset(selectors.muted_by(caller(request)))
        return self.get_paginated_response(PersonSerializer(page, many=True).data)
