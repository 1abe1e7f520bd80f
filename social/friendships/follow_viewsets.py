"""What can a program ask about following?"""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import status, viewsets
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from config.kernel.features import needs
from social.accounts.caller import caller
from social.accounts.models import PersonQuerySet, User
from social.accounts.serializers import PersonSerializer
from social.friendships import following, selectors
from social.friendships.serializers import FollowSerializer


@extend_schema(tags=["friends"])
class FollowViewSet(viewsets.GenericViewSet[Any]):
    """Whom the caller follows, and who follows the caller. `id` is always the other person's."""

    permission_classes = [IsAuthenticated, needs("friends")]
    serializer_class = PersonSerializer
    queryset = User.objects.none()

    @extend_schema(request=None, responses=FollowSerializer)
    def follow(self, request: Request, id: str) -> Response:
        """Follow a person; a private account has to approve first. Again changes nothing."""
        return Response({"status": following.follow_person(caller(request), int(id))})

    @extend_schema(request=None, responses={204: None})
    def unfollow(self, request: Request, id: str) -> Response:
        """Follow a person no longer, or withdraw the request."""
        following.unfollow_person(caller(request), int(id))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(responses=PersonSerializer(many=True))
    def following(self, request: Request) -> Response:
        """Whom the caller follows."""
        return self._page(selectors.followed_by(caller(request)))

    @extend_schema(responses=PersonSerializer(many=True))
    def followers(self, request: Request) -> Response:
        """Who follows the caller."""
        return self._page(selectors.followers_of(caller(request)))

    @extend_schema(responses=PersonSerializer(many=True))
    def requests(self, request: Request) -> Response:
        """Who waits to be let follow the caller."""
        return self._page(selectors.asking_to_follow(caller(request)))

    @extend_schema(request=None, responses=FollowSerializer)
    def accept(self, request: Request, id: str) -> Response:
        """Let a person who asked follow the caller."""
        following.accept_follower(caller(request), int(id))
        return Response({"status": "accepted"})

    @extend_schema(request=None, responses={204: None})
    def reject(self, request: Request, id: str) -> Response:
        """Refuse a person who asked, who is not told."""
        following.reject_follower(caller(request), int(id))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=None, responses={204: None})
    def remove(self, request: Request, id: str) -> Response:
        """Have a person follow the caller no longer."""
        following.remove_follower(caller(request), int(id))
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _page(self, people: PersonQuerySet) -> Response:
        page = self.paginate_queryset(people)
        return self.get_paginated_response(PersonSerializer(page, many=True).data)
