"""What can a program ask about friends?"""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, status, viewsets
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from config.kernel.errors import Invalid
from config.kernel.features import needs
from social.accounts.caller import caller
from social.accounts.models import PersonQuerySet
from social.accounts.serializers import PersonSerializer
from social.friendships import selectors, services
from social.friendships.serializers import RequestSerializer, StandingSerializer, SuggestionSerializer
from social.friendships.suggestions import suggested_to


@extend_schema(tags=["friends"])
class FriendViewSet(mixins.ListModelMixin, viewsets.GenericViewSet[Any]):
    """The caller's friends and friend requests. `id` is always the other person's."""

    permission_classes = [IsAuthenticated, needs("friends")]
    serializer_class = PersonSerializer

    def get_queryset(self) -> PersonQuerySet:
        return selectors.friends_of(caller(self.request))

    @extend_schema(
        parameters=[OpenApiParameter("direction", enum=["incoming", "outgoing"], default="incoming")],
        responses=RequestSerializer(many=True),
    )
    def requests(self, request: Request) -> Response:
        """Requests that wait for an answer: to the caller, or by the caller with `direction=outgoing`."""
        choices = {"incoming": selectors.incoming_requests, "outgoing": selectors.outgoing_requests}
        chosen = choices.get(request.query_params.get("direction", "incoming"))
        if chosen is None:
            raise Invalid(errors={"direction": ["incoming or outgoing."]})
        page = self.paginate_queryset(chosen(caller(request)))
        return self.get_paginated_response(RequestSerializer(page, many=True, context={"request": request}).data)

    @extend_schema(responses=SuggestionSerializer(many=True))
    def suggestions(self, request: Request) -> Response:
        """People with whom the caller shares friends, most first, at most 100."""
        page = self.paginate_queryset(suggested_to(caller(request)))
        return self.get_paginated_response(SuggestionSerializer(page, many=True).data)

    @extend_schema(request=None, responses={201: StandingSerializer})
    def ask(self, request: Request, id: str) -> Response:
        """Ask a person to be friends; answers accepted if they had asked the caller already."""
        became_friends = services.send_request(caller(request), int(id))
        return Response({"status": "accepted" if became_friends else "pending"}, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=StandingSerializer)
    def accept(self, request: Request, id: str) -> Response:
        """Accept the request of a person."""
        services.accept_request(caller(request), int(id))
        return Response({"status": "accepted"})

    @extend_schema(request=None, responses=StandingSerializer)
    def reject(self, request: Request, id: str) -> Response:
        """Reject the request of a person, who is not told."""
        services.reject_request(caller(request), int(id))
        return Response({"status": "rejected"})

    @extend_schema(request=None, responses={204: None})
    def remove(self, request: Request, id: str) -> Response:
        """End a friendship, or withdraw the caller's own request."""
        services.remove_friend(caller(request), int(id))
        return Response(status=status.HTTP_204_NO_CONTENT)
