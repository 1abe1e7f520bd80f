"""What can a program ask about challenges?"""

from __future__ import annotations

from typing import Any

import msgspec
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, status, viewsets
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from activities.challenges import joining, services
from activities.challenges.leaderboard import SCOPES, Board
from activities.challenges.models import Challenge
from activities.challenges.selectors import FILTERS, challenge_for, challenges_for
from activities.challenges.serializers import (
    BoardSerializer,
    ChallengeSerializer,
    InvitedSerializer,
    InviteSerializer,
)
from config.kernel.api.idempotency import idempotent
from config.kernel.errors import Invalid
from config.kernel.features import needs
from social.accounts.caller import caller

PAGE = [OpenApiParameter(name, OpenApiTypes.INT) for name in ("limit", "offset")]


@extend_schema(tags=["challenges"])
class ChallengeViewSet(mixins.ListModelMixin, viewsets.GenericViewSet[Any]):
    """Challenges the caller may see."""

    permission_classes = [IsAuthenticated, needs("challenges")]
    serializer_class = ChallengeSerializer
    queryset = Challenge.objects.none()

    def get_queryset(self) -> Any:
        which = self.request.query_params.get("filter", "")
        if which and which not in FILTERS:
            raise Invalid(errors={"filter": [f"One of {', '.join(FILTERS)}."]})
        return challenges_for(caller(self.request), which)

    @extend_schema(parameters=[OpenApiParameter("filter", OpenApiTypes.STR, enum=list(FILTERS))])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The latest start first; `filter` narrows it: mine is what one takes part in or has created."""
        return super().list(request, *args, **kwargs)

    @extend_schema(responses={201: ChallengeSerializer})
    @idempotent
    def create(self, request: Request) -> Response:
        """Set up a challenge; taking part in it oneself is a second step."""
        sent = ChallengeSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        challenge = services.create_challenge(caller(request), **sent.validated_data)
        return Response(self._json(request, challenge.pk), status=status.HTTP_201_CREATED)

    def retrieve(self, request: Request, id: str) -> Response:
        """A challenge, and how the caller stands in it."""
        return Response(self._json(request, int(id)))

    def partial_update(self, request: Request, id: str) -> Response:
        """Change a challenge of one's own; once it has started, only title and description."""
        challenge = challenge_for(caller(request), int(id))
        sent = ChallengeSerializer(challenge, data=request.data, partial=True)
        sent.is_valid(raise_exception=True)
        services.edit_challenge(challenge, caller(request), **sent.validated_data)
        return Response(self._json(request, int(id)))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, id: str) -> Response:
        """Call off a challenge of one's own. It can still be read, as cancelled."""
        services.cancel_challenge(challenge_for(caller(request), int(id)), caller(request))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=None, responses=ChallengeSerializer)
    def join(self, request: Request, id: str) -> Response:
        """Take part, from the challenge's start on. Again changes nothing."""
        joining.join_challenge(challenge_for(caller(request), int(id)), caller(request))
        return Response(self._json(request, int(id)))

    @extend_schema(request=None, responses={204: None})
    def leave(self, request: Request, id: str) -> Response:
        """Take part no longer. Again changes nothing."""
        joining.leave_challenge(int(id), caller(request))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=InviteSerializer, responses=InvitedSerializer)
    def invite(self, request: Request, id: str) -> Response:
        """Ask friends to take part in a challenge of one's own. Who has been asked is not asked again."""
        challenge = challenge_for(caller(request), int(id))
        sent = InviteSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        invited = services.invite(challenge, caller(request), sent.validated_data["user_ids"])
        return Response({"invited": invited})

    @extend_schema(request=None, responses={204: None})
    def decline(self, request: Request, id: str) -> Response:
        """Decline the caller's own invitation; one may still join."""
        joining.decline(challenge_for(caller(request), int(id)), caller(request))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(
        operation_id="challenges_leaderboard",
        parameters=[OpenApiParameter("scope", OpenApiTypes.STR, enum=SCOPES, default="all"), *PAGE],
        responses=BoardSerializer,
    )
    def leaderboard(self, request: Request, id: str) -> Response:
        """Who stands where, of all or among the caller's friends. Equal values share a rank: 1, 2, 2, 4."""
        challenge = challenge_for(caller(request), int(id))
        scope = request.query_params.get("scope", "all")
        if scope not in SCOPES:
            raise Invalid(errors={"scope": [f"One of {', '.join(SCOPES)}."]})
        board = Board(challenge, caller(request).pk, scope)
        answer = self.get_paginated_response(msgspec.to_builtins(self.paginate_queryset(board)))  # type: ignore[arg-type]
        me = msgspec.to_builtins(board.row_of(caller(request).pk))
        final = challenge.closed_at is not None
        answer.data |= {"me": me, "scope": scope, "unit": challenge.unit, "goal": challenge.goal, "final": final}
        return answer

    def _json(self, request: Request, challenge_id: int) -> dict[str, Any]:
        return dict(ChallengeSerializer(challenge_for(caller(request), challenge_id)).data)
